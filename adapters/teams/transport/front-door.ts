/** POST /api/messages: lets in what Teams sends for this tenant, and answers everybody else with the right refusal. */
import express, { type Express, type NextFunction, type Request, type Response } from "express";
import type { Log } from "../../../src/operations/log.ts";
import { type InboundActivity, type InvokeAnswer, inboundActivity, tenantOf } from "../activity.ts";
import { limits } from "../limits.ts";
import { KeysUnavailable, type Transport, Unauthorized } from "../transport.ts";
import { isLoopback, mayServe } from "./service-url.ts";

interface FrontDoorOptions {
  readonly transport: Transport;
  /** Requests carry no token: only programs on this machine may come in. */
  readonly unauthenticated: boolean;
  /** Replies may go to a server on this machine. */
  readonly allowLoopback: boolean;
  /** The Microsoft 365 tenant that is served; any when undefined. */
  readonly tenant: string | undefined;
  readonly log: Log;
  /** Works on one activity; the request is answered when it resolves, with 500 when it throws. */
  readonly handle: (activity: InboundActivity) => Promise<InvokeAnswer | undefined>;
}

/** Adds the route. Refusals: 400 not an activity, 401 not Microsoft, 403 not ours, 413 too large, 503 no keys yet. */
export function mountFrontDoor(server: Express, options: FrontDoorOptions): void {
  const parseBody = express.json({ limit: limits.requestBytes });
  server.post(
    "/api/messages",
    guardLoopback(options),
    parseBody,
    refuseBody,
    (request: Request, response: Response) => admit(request, response, options),
  );
}

async function admit(request: Request, response: Response, options: FrontDoorOptions): Promise<void> {
  const { transport, log } = options;
  const parsed = inboundActivity.safeParse(request.body);
  if (!parsed.success) {
    const [first] = parsed.error.issues;
    refuse(response, 400, `This is no Teams activity: ${first?.path.join(".") || "body"}: ${first?.message}`);
    return;
  }
  try {
    const answer = await transport.receive(parsed.data, request.get("authorization") ?? "", (activity) =>
      serve(activity, options),
    );
    response.status(answer?.status ?? 200);
    if (answer?.body === undefined) response.end();
    else response.json(answer.body);
  } catch (error) {
    if (error instanceof Forbidden) {
      log.warn(error.message);
      refuse(response, 403, error.message);
    } else if (error instanceof Unauthorized) {
      log.warn("A request to /api/messages was refused", { reason: error.message });
      refuse(response, 401, error.message);
    } else if (error instanceof KeysUnavailable) {
      log.error("Microsoft's signing keys cannot be fetched, so Teams cannot be let in", { error });
      refuse(response, 503, "Microsoft's signing keys cannot be fetched at the moment");
    } else {
      log.error("A Teams activity could not be worked on", { error, type: parsed.data.type });
      refuse(response, 500, "Docent could not take this message; send it again");
    }
  }
}

/** What is checked once Microsoft vouched for the activity. */
async function serve(activity: InboundActivity, options: FrontDoorOptions) {
  if (!mayServe(activity.serviceUrl, { loopback: options.allowLoopback }))
    throw new Forbidden(
      `Replies do not go to ${URL.parse(activity.serviceUrl)?.host}: it is no Teams server`,
    );
  const tenant = tenantOf(activity);
  if (options.tenant && tenant?.toLowerCase() !== options.tenant.toLowerCase())
    throw new Forbidden("This Docent serves another Microsoft 365 tenant (TEAMS_TENANT_ID)");
  return options.handle(activity);
}

/** What gives away that somebody else stands behind a connection from this machine. */
const STRANGER_HEADERS = [
  "forwarded",
  "x-forwarded-for",
  "x-forwarded-host",
  "x-real-ip",
  "cf-connecting-ip",
  "via",
  "origin",
];

/**
 * Without authentication the address is all there is. A forwarding header or another host's name means that a proxy
 * or tunnel on this machine brings a stranger; an Origin header that a web page does.
 */
function guardLoopback({ unauthenticated }: FrontDoorOptions) {
  return (request: Request, response: Response, next: NextFunction) => {
    const isHere =
      isLoopback(request.socket.remoteAddress ?? "") &&
      isLoopback((request.headers.host ?? "").toLowerCase().replace(/:\d+$/, "")) &&
      !STRANGER_HEADERS.some((name) => name in request.headers);
    if (!unauthenticated || isHere) next();
    else
      refuse(
        response,
        401,
        "Without TEAMS_APP_ID only the Agents Playground on this machine may come in: set TEAMS_APP_ID and TEAMS_APP_PASSWORD",
      );
  };
}

/** What express makes of a body that is too large, no JSON, or cut off. */
function refuseBody(error: unknown, _request: Request, response: Response, _next: NextFunction): void {
  const status = typeof error === "object" && error !== null && "status" in error ? error.status : 400;
  if (status === 413) refuse(response, 413, `An activity may have at most ${limits.requestBytes} bytes`);
  else refuse(response, 400, "The body is no JSON activity");
}

const refuse = (response: Response, status: number, error: string) =>
  void response.status(status).json({ error });

class Forbidden extends Error {}
