/**
 * The embedding endpoints of OpenAI, Azure OpenAI, Google and Ollama as their references describe them, limits and
 * errors included. A vector says how often each letter stands in a text, so that tests can say what is like what.
 */
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { lettersOf } from "../retrieval/vectors.ts";

export const KEY = "sk-stand-in";

interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface EmbeddingServers {
  readonly url: string;
  /** Every text that was embedded, in order. */
  readonly embedded: string[];
  /** How many texts each request held. */
  readonly requests: { readonly path: string; readonly texts: number; readonly model: string }[];
  /** What the next requests get instead of vectors; one function a request, undefined answers as usual. */
  readonly instead: ((texts: readonly string[]) => Answer | undefined)[];
  /** Texts that are refused, as a provider's own filter or limit does. */
  refuses: (text: string) => boolean;
  /** While false requests hang until they are broken off. */
  answers: boolean;
  /** Told of each request once it is answered. */
  onAnswer: (texts: readonly string[]) => void;
  stop(): Promise<void>;
}

export const failing = (status: number, headers?: Record<string, string>) => () => ({
  status,
  headers,
  body: { error: { message: `stand-in fails with ${status}`, code: null } },
});

export async function startEmbeddingServers(): Promise<EmbeddingServers> {
  const server = createServer((request, response) => void respond(request, response));
  const state: EmbeddingServers = {
    url: "",
    embedded: [],
    requests: [],
    instead: [],
    refuses: () => false,
    answers: true,
    onAnswer: () => {},
    stop: () => stop(server),
  };
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  Object.assign(state, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
  return state;

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString() || "{}");
    if (!state.answers) return;
    const { status, body: answer, headers } = answerTo(request, body);
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(JSON.stringify(answer));
  }

  function answerTo(request: IncomingMessage, body: Record<string, unknown>): Answer {
    const { pathname, searchParams } = new URL(request.url!, "http://stand-in");
    const bearer = request.headers.authorization === `Bearer ${KEY}`;
    if (pathname === "/v1/embeddings")
      return bearer ? openAi(pathname, body, 2_048) : unauthorized("Incorrect API key provided");
    if (/^\/openai\/deployments\/[^/]+\/embeddings$/.test(pathname)) {
      if (!searchParams.get("api-version")) return failing(404)();
      return request.headers["api-key"] === KEY
        ? openAi(pathname, body, 2_048)
        : unauthorized("Access denied due to invalid subscription key");
    }
    if (pathname === "/api/embed") {
      if (body.model === "absent") return { status: 404, body: { error: `model "absent" not found` } };
      return vectors(pathname, body, [body.input].flat() as string[], (embeddings) => ({
        model: body.model,
        embeddings,
      }));
    }
    const google = /^\/v1beta\/models\/([^:]+):(batchEmbedContents|embedContent)$/.exec(pathname);
    if (google) {
      if (request.headers["x-goog-api-key"] !== KEY)
        return { status: 400, body: { error: { code: 400, message: "API key not valid" } } };
      const batch = (body.requests ?? [body]) as { content: { parts: { text: string }[] } }[];
      if (batch.length > 100) return failing(400)();
      const texts = batch.map(({ content }) => content.parts[0]!.text);
      return vectors(pathname, { model: google[1] }, texts, (all) =>
        google[2] === "embedContent"
          ? { embedding: { values: all[0] } }
          : { embeddings: all.map((values) => ({ values })) },
      );
    }
    return failing(404)();
  }

  function openAi(path: string, body: Record<string, unknown>, most: number): Answer {
    const texts = [body.input].flat() as string[];
    const tokens = texts.reduce((sum, text) => sum + text.length / 4, 0);
    if (texts.length > most || tokens > 300_000 || texts.some((text) => text.length / 4 > 8_192))
      return failing(400)();
    return vectors(path, body, texts, (all) => ({
      object: "list",
      model: body.model,
      data: all.map((embedding, index) => ({
        object: "embedding",
        index,
        embedding:
          body.encoding_format === "base64"
            ? Buffer.from(Float32Array.from(embedding).buffer).toString("base64")
            : embedding,
      })),
      usage: { prompt_tokens: Math.ceil(tokens), total_tokens: Math.ceil(tokens) },
    }));
  }

  function vectors(
    path: string,
    { model, dimensions }: { model?: unknown; dimensions?: unknown },
    texts: readonly string[],
    shape: (vectors: number[][]) => unknown,
  ): Answer {
    const instead = state.instead.shift()?.(texts);
    if (instead) return instead;
    if (texts.some((text) => text.trim() === "" || state.refuses(text))) return failing(400)();
    state.requests.push({ path, texts: texts.length, model: String(model) });
    state.embedded.push(...texts);
    setImmediate(state.onAnswer, texts);
    const dimension = typeof dimensions === "number" ? dimensions : 26;
    return { status: 200, body: shape(texts.map((text) => [...lettersOf(text, dimension)])) };
  }
}

const unauthorized = (message: string): Answer => ({
  status: 401,
  body: { error: { message, code: "invalid_api_key" } },
});

async function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
}
