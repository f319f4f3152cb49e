import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { type ErrorRequestHandler, type Express, type RequestHandler, static as serveFiles } from "express";
import type { Log } from "../../src/operations/log.ts";
import type { Surface } from "../surface.ts";
import { type ApiParts, createApi } from "./api.ts";
import { assertSameSite, Refusal, visitorOf } from "./visitor.ts";

interface WebParts extends ApiParts {
  readonly log: Log;
}

const pages = fileURLToPath(new URL("pages/", import.meta.url));

/** Everything comes from this server; nothing is framed; scripts are files; no text ever becomes HTML. */
const SECURITY_HEADERS = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), microphone=(), geolocation=()",
};

/** The console at `/`, a document's page at `/documents/<id>`, and the API under `/api`. */
export function createWeb(parts: WebParts): Surface {
  const { settings, directory, log } = parts;

  const guarded: RequestHandler = (request, response, next) => {
    response.set(SECURITY_HEADERS);
    assertSameSite(request, settings);
    // In production even the pages are for people who are signed in.
    if (settings.DOCENT_MODE === "production") visitorOf(request, {}, settings, directory);
    next();
  };

  const page =
    (file: string): RequestHandler =>
    async (_request, response) => {
      response
        .set("cache-control", "no-cache")
        .type("html")
        .send(await readFile(`${pages}${file}`));
    };

  const nothingHere: RequestHandler = () => {
    throw new Refusal(404, "There is nothing at this address: the console is at /, the API under /api.");
  };

  const refuse: ErrorRequestHandler = (error, request, response, _next) => {
    const status = statusOf(error);
    if (status >= 500) log.error("A web request failed", { path: request.path, error });
    // An answer that has begun cannot become a refusal: the client sees that it was cut off.
    if (response.headersSent) return void response.destroy();
    const message = messageOf(error, status);
    response.status(status);
    if (request.accepts(["json", "html"]) === "html") response.type("text").send(`${message}\n`);
    else response.json({ error: message });
  };

  return {
    name: "console",
    mount(server: Express) {
      server.use("/assets", guarded, serveFiles(pages, { index: false }));
      server.get("/assets/marked.js", guarded, async (_request, response) => {
        response.type("text/javascript").send(await readFile(fileURLToPath(import.meta.resolve("marked"))));
      });
      server.get("/", guarded, page("console.html"));
      server.get("/documents/:document", guarded, page("document.html"));
      server.get("/policy", guarded, page("policy.html"));
      server.get("/review", guarded, page("review.html"));
      // After Teams has taken /api/messages for itself: see the order of surfaces in app.ts.
      server.use("/api", guarded, createApi(parts));
      server.use(guarded, nothingHere);
      server.use(refuse);
    },
    async start() {},
    async stop() {},
  };
}

function statusOf(error: unknown): number {
  if (error instanceof Refusal) return error.status;
  // The errors of body-parser and of the router (bad JSON, too large, a bad escape) carry their status.
  const status = (error as { status?: unknown }).status;
  return typeof status === "number" && status >= 400 && status < 500 ? status : 500;
}

/** One line for whoever sent the request; what went wrong inside stays in the log. */
function messageOf(error: unknown, status: number): string {
  if (error instanceof Refusal) return error.message;
  if (status >= 500) return "Docent could not answer this request; the log says why.";
  if (status === 413) return "The request is too large: send at most 64 KB.";
  return "The request cannot be read: send JSON in UTF-8, and escape addresses properly.";
}
