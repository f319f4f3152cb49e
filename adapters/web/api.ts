/** The API under /api: ask, read a cited document, say what one thinks of an answer. */
import { randomUUID } from "node:crypto";
import { json, type Request, Router } from "express";
import { z } from "zod";
import type { Audience } from "../../src/access/audience.ts";
import type { LocalDirectory } from "../../src/access/local-directory.ts";
import type { TenantId } from "../../src/access/scopes.ts";
import type { Settings } from "../../src/config.ts";
import type { AskId, ConversationId } from "../../src/conversation/ask.ts";
import type { DocumentView } from "../../src/conversation/document-view.ts";
import type { Notices } from "../../src/conversation/notices.ts";
import { replyJson } from "../../src/conversation/reply-json.ts";
import type { ReviewQueue } from "../../src/conversation/review-queue.ts";
import type { Turns } from "../../src/conversation/turns.ts";
import type { Snapshot } from "../../src/documents/archive.ts";
import type { DocumentId } from "../../src/documents/document.ts";
import type { PolicyView } from "../../src/safety/policy-view.ts";
import { answerRequest } from "./answer-request.ts";
import { noticeStream } from "./notice-stream.ts";
import { readBody } from "./read-body.ts";
import { isReviewer, reviewRoutes } from "./review-routes.ts";
import { Refusal, type Visitor, visitorOf } from "./visitor.ts";
import type { WebCourier } from "./web-courier.ts";

export interface ApiParts {
  readonly settings: Settings;
  readonly tenant: TenantId;
  readonly turns: Turns;
  readonly directory: LocalDirectory;
  readonly courier: WebCourier;
  readonly notices: Notices;
  /** Whether the documents are read and asks are answered; until then asks wait in the ledger. */
  readonly ready: () => boolean;
  /** Questions to begin with, as the documents folder's docent.json suggests them. */
  readonly examples: () => readonly string[];
  /** The rules that answers are checked by, for everybody to read. */
  readonly policies: readonly PolicyView[];
  /** What people reported. */
  readonly reviews: ReviewQueue;
  readonly documents: {
    view(request: {
      tenant: TenantId;
      audience: Audience;
      document: DocumentId;
    }): Promise<DocumentView | undefined>;
    /** The original file of a version; absent when no originals are kept. */
    snapshot?(request: {
      tenant: TenantId;
      audience: Audience;
      document: DocumentId;
      version: string;
    }): Promise<Snapshot | undefined>;
    count(): Promise<{ documents: number; passages: number; failed: number }>;
  };
}

/** The longest question that is worked on, in characters; Slack's own messages end at 40,000, questions far earlier. */
const MAX_QUESTION = 4_000;

const askBody = z.object({
  question: z.string().trim().min(1).max(MAX_QUESTION),
  person: z.string().max(200).optional(),
  channel: z.string().max(200).optional(),
  conversation: z.string().max(200).optional(),
});

const feedbackBody = z.object({
  ask: z.string().max(100),
  kind: z.enum(["helpful", "unhelpful", "biased-or-wrong", "appeal"]),
  comment: z.string().max(4_000).optional(),
  person: z.string().max(200).optional(),
  channel: z.string().max(200).optional(),
});

/** The router to mount at /api. */
export function createApi(parts: ApiParts): Router {
  const { settings, tenant, turns, directory, courier, documents } = parts;
  const api = Router();
  // Answers are for whoever asked: no cache keeps them.
  api.use((_request, response, next) => {
    response.set("cache-control", "no-store");
    next();
  });
  api.use(json({ limit: "64kb" }));

  api.get("/session", async (request, response) => {
    const local = settings.DOCENT_MODE === "local";
    const { person } = visitorOf(request, {}, settings, directory);
    response.json({
      mode: settings.DOCENT_MODE,
      ready: parts.ready(),
      model: settings.DOCENT_MODEL,
      documents: await documents.count(),
      examples: parts.examples(),
      asker: person,
      reviews: isReviewer(person, settings) ? await parts.reviews.countOpen() : undefined,
      people: local ? directory.people : [],
      channels: local ? directory.channels : [],
    });
  });

  api.get("/policy", (request, response) => {
    visitorOf(request, {}, settings, directory);
    // Which channels have rules of their own is for whoever runs Docent, who sits at this machine in local mode.
    const shown = parts.policies.filter(
      ({ channel }) => channel === undefined || settings.DOCENT_MODE === "local",
    );
    response.json({ policies: shown });
  });

  api.post("/ask", async (request, response) => {
    const body = readBody(askBody, request, `Send {"question": "…"} with 1 to ${MAX_QUESTION} characters.`);
    const visitor = visitorOf(request, body, settings, directory);
    const conversation = body.conversation ?? randomUUID();
    const connection = randomUUID();
    const { listener, finished } = answerRequest(request, response, conversation);
    courier.listen(connection, listener);
    try {
      await turns.receive({
        tenant,
        platform: "local",
        dedupeKey: connection,
        person: visitor.person,
        audience: audienceOf(visitor),
        // The person is part of the key: knowing another person's conversation id opens nothing.
        conversation:
          `web:${visitor.person}:${visitor.channel ?? "private"}:${conversation}` as ConversationId,
        question: body.question,
        address: { connection },
      });
      await finished;
    } finally {
      courier.forget(connection);
    }
  });

  api.get("/replies/:ask", async (request, response) => {
    const visitor = visitorOf(request, named(request), settings, directory);
    const found = await turns.reply(request.params.ask as AskId, { tenant, ...visitor });
    if (!found) throw new Refusal(404, "There is no such reply, or it is not yours to read.");
    response.json(replyJson(found));
  });

  api.get("/notices", async (request, response) => {
    await noticeStream(request, response, visitorOf(request, named(request), settings, directory), parts);
  });

  api.delete("/notices/:notice", async (request, response) => {
    const { person } = visitorOf(request, named(request), settings, directory);
    await parts.notices.remove(person, request.params.notice);
    response.status(204).end();
  });

  api.get("/documents/:document", async (request, response) => {
    const visitor = visitorOf(request, named(request), settings, directory);
    const view = await documents.view({
      tenant,
      audience: audienceOf(visitor),
      document: request.params.document as DocumentId,
    });
    if (!view) throw new Refusal(404, "There is no such document, or it is not yours to read.");
    const snapshot = documents.snapshot && `/api/documents/${view.id}/snapshots/${view.version}`;
    response.json({ ...view, snapshot });
  });

  api.get("/documents/:document/snapshots/:version", async (request, response) => {
    const visitor = visitorOf(request, named(request), settings, directory);
    const { document, version } = request.params;
    const audience = audienceOf(visitor);
    const found = await documents.snapshot?.({ tenant, audience, document: document as DocumentId, version });
    if (!found) throw new Refusal(404, "There is no such file, or it is not yours to read.");
    // Somebody else's file: it is saved, and never runs or renders as a page of this server.
    response
      .attachment(found.name)
      .type("application/octet-stream")
      .set("content-security-policy", "sandbox; default-src 'none'")
      .send(Buffer.from(found.bytes.buffer, found.bytes.byteOffset, found.bytes.byteLength));
  });

  api.post("/feedback", async (request, response) => {
    const body = readBody(
      feedbackBody,
      request,
      'Send {"ask": "…", "kind": "helpful" | "unhelpful" | "biased-or-wrong" | "appeal"}.',
    );
    const visitor = visitorOf(request, body, settings, directory);
    const ask = body.ask as AskId;
    if (!(await turns.reply(ask, { tenant, ...visitor }))) {
      throw new Refusal(404, "There is no such reply, or it is not yours to judge.");
    }
    await turns.feedback(ask, visitor.person, { kind: body.kind, comment: body.comment });
    response.status(204).end();
  });

  const visitor = (request: Request) => visitorOf(request, {}, settings, directory);
  reviewRoutes(api, { settings, reviews: parts.reviews, visitor });

  return api;
}

const audienceOf = ({ person, channel }: Visitor): Audience =>
  channel ? { kind: "channel", channel } : { kind: "private", person };

function named(request: Request): { person?: string; channel?: string } {
  const text = (value: unknown) => (typeof value === "string" && value ? value : undefined);
  return { person: text(request.query.person), channel: text(request.query.channel) };
}
