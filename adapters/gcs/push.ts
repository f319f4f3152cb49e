import { json, type NextFunction, type Request, type Response, Router } from "express";
import type { Log } from "../../src/operations/log.ts";
import { type NotifiedSource, passOn, readNotification, type Touch } from "./notification.ts";
import { type PushIdentity, PushRefused, pushTokens } from "./push-token.ts";

export interface PushParts {
  readonly identity: PushIdentity;
  readonly source: NotifiedSource;
  readonly touch: Touch;
  readonly log: Log;
}

/** An object's metadata is the payload; its custom part alone may have 8 KB. */
const MAX_BODY = "256kb";

/**
 * The receiver of a Pub/Sub push subscription: 204 once the notification is durable, 401 or 403 for who may not push,
 * 400 for what is no notification, 503 when Docent cannot take it now. All but 204 are sent again by Pub/Sub.
 */
export function pushRoutes({ identity, source, touch, log }: PushParts): Router {
  const verify = pushTokens(identity);
  const routes = Router();
  routes.post(
    "/",
    // Nobody's body is read before it is known who sends it.
    async (request: Request, _response: Response, next: NextFunction) => {
      await verify(request.headers.authorization);
      next();
    },
    json({ limit: MAX_BODY, type: () => true }),
    async (request: Request, response: Response) => {
      const notification = readNotification((request.body as { message?: unknown } | undefined)?.message);
      if (!notification) {
        log.warn("A push is no notification of Cloud Storage: check which topic the subscription reads");
        return void response.status(400).end();
      }
      await passOn(notification, { source, touch });
      response.status(204).end();
    },
  );
  routes.use((error: unknown, _request: Request, response: Response, _next: NextFunction) => {
    const status = statusOf(error);
    log.warn(`A Cloud Storage notification was not taken (${status})`, { error });
    response.status(status).end();
  });
  return routes;
}

function statusOf(error: unknown): number {
  if (error instanceof PushRefused) return error.status;
  // The errors of body-parser carry their status: no JSON, too large.
  const { status } = error as { status?: unknown };
  return typeof status === "number" && status >= 400 && status < 500 ? 400 : 503;
}
