/**
 * A chat model by OpenAI's published contract (POST /v1/chat/completions, streamed or not), which says what a test makes
 * it say. The answering model and the judge are told apart by the name of the model.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface ChatRequest {
  readonly model: string;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  readonly stream?: boolean;
}

export async function startChatModel() {
  const asked: ChatRequest[] = [];
  const state: {
    /** What is said to a request; a number is an HTTP status. */
    say: (request: ChatRequest) => string | number;
  } = { say: () => "" };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString()) as ChatRequest;
    asked.push(body);
    const said = state.say(body);
    if (typeof said === "number") return void response.writeHead(said).end("{}");
    const about = { id: "chatcmpl-1", created: 0, model: body.model };
    if (!body.stream) {
      response.writeHead(200, { "content-type": "application/json" });
      const choice = { index: 0, message: { role: "assistant", content: said }, finish_reason: "stop" };
      return void response.end(JSON.stringify({ ...about, object: "chat.completion", choices: [choice] }));
    }
    response.writeHead(200, { "content-type": "text/event-stream" });
    const send = (delta: object, finish: string | null) =>
      response.write(
        `data: ${JSON.stringify({ ...about, object: "chat.completion.chunk", choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`,
      );
    send({ role: "assistant", content: said }, null);
    send({}, "stop");
    response.end("data: [DONE]\n\n");
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    asked,
    state,
    async stop() {
      server.closeAllConnections();
      await new Promise<void>((closed) => server.close(() => closed()));
    },
  };
}

/** The number of the passage of a prompt that holds `words`, or 0. */
export function passageWith({ messages }: ChatRequest, words: string): number {
  const passages = messages[0]?.content.split(/<passage-[0-9a-f]+ number="/).slice(1) ?? [];
  return passages.findIndex((passage) => passage.includes(words)) + 1;
}

/** What was asked last. */
export const questionOf = ({ messages }: ChatRequest): string => messages.at(-1)?.content ?? "";
