import type { Request, Response } from "express";
import type { Notices } from "../../src/conversation/notices.ts";
import type { Visitor } from "./visitor.ts";
import type { WebCourier } from "./web-courier.ts";

/** Proxies close a silent connection after 30 to 60 s. */
const HEARTBEAT_MS = 25_000;

/**
 * Tells an open page what concerns its visitor, for as long as it is open: `notice {id, text, createdAt}` for what they
 * have not dismissed yet, and `amended {ask}` for a reply that is to be fetched again. As JSON: the notices alone.
 */
export async function noticeStream(
  request: Request,
  response: Response,
  visitor: Visitor,
  { notices, courier }: { readonly notices: Notices; readonly courier: Pick<WebCourier, "open"> },
): Promise<void> {
  if (request.accepts(["application/json", "text/event-stream"]) !== "text/event-stream") {
    response.json(await notices.of(visitor.person));
    return;
  }
  response.writeHead(200, {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store",
    "x-accel-buffering": "no",
  });
  const send = (event: string, data: object) =>
    response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  const said = new Set<string>();
  const tell = async () => {
    for (const notice of await notices.of(visitor.person)) {
      if (said.has(notice.id)) continue;
      said.add(notice.id);
      send("notice", notice);
    }
  };
  const close = courier.open({
    visitor,
    amended: (ask) => void send("amended", { ask }),
    // What cannot be read now is read when the page comes back.
    told: () => void tell().catch(() => response.destroy()),
  });
  const heartbeat = setInterval(() => response.write(": still here\n\n"), HEARTBEAT_MS);
  response.on("close", () => {
    clearInterval(heartbeat);
    close();
  });
  response.flushHeaders();
  await tell();
}
