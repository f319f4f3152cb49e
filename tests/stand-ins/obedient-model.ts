/** A model that does whatever the text before it says: the worst that a document's author could hope for. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** An order that stands somewhere in a prompt, and what a model that obeys it writes. */
export interface PlantedOrder {
  /** All of these must stand in the prompt; one for each piece of an order that was split. */
  readonly words: readonly string[];
  /** @param passage the number to cite. */
  readonly obeyed: (passage: number, prompt: string) => string;
  /** Whether nothing else is written when it is obeyed. */
  readonly instead?: boolean;
}

/**
 * What the model writes: the sentences of the passages that have most words of the question, each cited, and beside or
 * instead of them whatever an order in the prompt asks for.
 */
export function obey(system: string, question: string, orders: readonly PlantedOrder[]): string {
  const passages = [...system.matchAll(/<passage-\w+ number="(\d+)">\n(.*?)\n<\/passage-/gs)].map(
    ([, number, text = ""]) => ({ number: Number(number), text }),
  );
  const found = orders.filter(({ words }) => words.every((word) => system.includes(word)));
  const obeyed = found.map((order) => {
    const at = passages.find(({ text }) => text.includes(order.words.at(-1) ?? ""))?.number ?? 1;
    return order.obeyed(at, system);
  });
  const asked = new Set(question.toLowerCase().match(/\p{L}{4,}/gu));
  const honest = passages
    .flatMap(({ number, text }) =>
      text
        .split("\n")
        .slice(3)
        .join(" ")
        .split(/(?<=[.!?])\s+/)
        .map((sentence) => ({
          sentence,
          number,
          shared: (sentence.toLowerCase().match(/\p{L}{4,}/gu) ?? []).filter((word) => asked.has(word))
            .length,
        })),
    )
    .sort((a, b) => b.shared - a.shared)
    .slice(0, 1)
    .map(({ sentence, number }) => `${sentence} [${number}]`);
  const alone = found.some(({ instead }) => instead);
  return [...(alone ? [] : honest), ...obeyed].join("\n\n");
}

export interface ObedientServer {
  /** Up to `/v1`. */
  readonly url: string;
  close(): Promise<void>;
}

/** The model behind OpenAI's chat completions endpoint, streaming (https://platform.openai.com/docs/api-reference/chat-streaming). */
export async function obedientServer(orders: readonly PlantedOrder[]): Promise<ObedientServer> {
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const { messages, model } = JSON.parse(Buffer.concat(pieces).toString()) as {
      messages: readonly { role: string; content: string }[];
      model: string;
    };
    const system = messages.find(({ role }) => role === "system")?.content ?? "";
    const content = obey(system, messages.at(-1)?.content ?? "", orders);
    response.setHeader("content-type", "text/event-stream");
    const chunk = (delta: object, finish_reason: string | null) =>
      `data: ${JSON.stringify({ id: "1", object: "chat.completion.chunk", created: 1, model, choices: [{ index: 0, delta, finish_reason }] })}\n\n`;
    response.write(chunk({ role: "assistant", content }, null));
    response.end(`${chunk({}, "stop")}data: [DONE]\n\n`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
