import type { Request, Response } from "express";
import { replyJson } from "../../src/conversation/reply-json.ts";
import { serverSentEvent } from "./server-sent-event.ts";
import type { Listener } from "./web-courier.ts";

/** Proxies close a silent connection after 30 to 60 s; a comment line keeps it open while a model thinks. */
const HEARTBEAT_MS = 15_000;

/** Names the ask in the response, so that a client whose connection breaks can fetch the reply later. */
export const ASK_HEADER = "docent-ask";

/**
 * A listener that writes one reply to `response`: as Server-Sent Events while it comes in, or as one JSON object
 * when the client prefers that. `finished` resolves when the reply is written or the client has gone.
 */
export function answerRequest(
  request: Request,
  response: Response,
  conversation: string,
): { readonly listener: Listener; readonly finished: Promise<void> } {
  const { promise: finished, resolve } = Promise.withResolvers<void>();
  const streaming = request.accepts(["text/event-stream", "application/json"]) !== "application/json";
  const heartbeat = setInterval(() => {
    if (streaming && response.headersSent) response.write(": still working\n\n");
  }, HEARTBEAT_MS);
  response.on("close", () => {
    clearInterval(heartbeat);
    resolve();
  });
  return {
    finished,
    listener: {
      begin(ask) {
        if (response.headersSent || response.destroyed) return;
        response.set(ASK_HEADER, ask);
        if (streaming) openStream(response);
      },
      event(event) {
        if (response.writableEnded || response.destroyed) return;
        if (streaming) response.write(serverSentEvent(event, conversation));
        if (event.type !== "done") return;
        if (streaming) response.end();
        else response.json({ ...replyJson(event.reply), conversation });
      },
    },
  };
}

function openStream(response: Response): void {
  response.writeHead(200, {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store",
    // Reverse proxies such as nginx would otherwise hold the stream back.
    "x-accel-buffering": "no",
  });
  response.flushHeaders();
}
