/** Rerank endpoints as Cohere and Text Embeddings Inference describe them. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface RerankServer {
  readonly url: string;
  readonly requests: {
    readonly path: string;
    readonly authorization?: string;
    readonly body: Record<string, unknown>;
  }[];
  /** The status of the next answers; 200 as long as there is none. */
  readonly statuses: number[];
  answers: boolean;
  stop(): Promise<void>;
}

/** Unless told otherwise a passage is better the more often it says "best". */
const best = (_: string, text: string): number => text.split("best").length - 1;

export async function startRerankServer(
  score: (query: string, text: string) => number = best,
): Promise<RerankServer> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
    state.requests.push({ path: request.url!, authorization: request.headers.authorization, body });
    if (!state.answers) return;
    const status = state.statuses.shift() ?? 200;
    const scored = ((body.documents ?? body.texts) as string[])
      .map((text, index) => ({ index, score: score(body.query as string, text) }))
      .sort((one, other) => other.score - one.score);
    const answer =
      request.url === "/rerank"
        ? scored
        : { results: scored.map(({ index, score }) => ({ index, relevance_score: score })) };
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(status === 200 ? answer : { error: "the stand-in fails" }));
  });
  const state: RerankServer = {
    url: "",
    requests: [],
    statuses: [],
    answers: true,
    async stop() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return Object.assign(state, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}
