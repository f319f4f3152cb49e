/**
 * Four moderation services on one port, by their published contracts: OpenAI's moderation endpoint, Azure AI Content
 * Safety (text:analyze, text:shieldPrompt), Google Model Armor, and a chat model that judges. A text that contains the
 * planted word is harmful, one that contains the order is an attack.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

export const HARMFUL = "mulberry";
/** In a sentence that the chat model, asked about its source, finds unsupported. */
export const DOUBTED = "quince";
export const ATTACK = "disregard everything";

interface Asked {
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Record<string, unknown>;
}

/** A status, a silence, words that make no sense, or the opinion a little later. */
export type Trouble = number | "silence" | "nonsense" | "slow";
const SLOW_MS = 20;

export async function startModeration() {
  const asked: Asked[] = [];
  /** What every request, or the next one, gets instead of an opinion. */
  const state: {
    /** Answers in place of the services. */
    instead?: (body: Record<string, unknown>) => unknown;
    trouble?: Trouble | (() => Trouble | undefined);
  } = {};
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
    const path = request.url ?? "";
    asked.push({ path, headers: request.headers, body });
    const trouble = typeof state.trouble === "function" ? state.trouble() : state.trouble;
    if (trouble === "silence") return;
    if (typeof trouble === "number") return void response.writeHead(trouble).end("{}");
    if (trouble === "slow") await wait(SLOW_MS);
    const answer =
      trouble === "nonsense" ? { hello: "world" } : (state.instead?.(body) ?? answerTo(path, body));
    response.writeHead(answer ? 200 : 404, { "content-type": "application/json" });
    response.end(JSON.stringify(answer ?? {}));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    state,
    async stop() {
      server.closeAllConnections();
      await new Promise<void>((closed) => server.close(() => closed()));
    },
  };
}

function answerTo(path: string, body: Record<string, unknown>): unknown {
  const text = JSON.stringify(body);
  const harmful = text.includes(HARMFUL);
  const attack = text.includes(ATTACK);
  if (path === "/v1/moderations") {
    return {
      id: "modr-1",
      model: "omni-moderation-latest",
      results: [
        {
          flagged: harmful,
          categories: { harassment: harmful, "self-harm/intent": false },
          category_scores: { harassment: harmful ? 0.41 : 0.02, "self-harm/intent": 0.001 },
        },
      ],
    };
  }
  if (path.startsWith("/contentsafety/text:analyze?"))
    return {
      blocklistsMatch: [],
      categoriesAnalysis: ["Hate", "SelfHarm", "Sexual", "Violence"].map((category) => ({
        category,
        severity: harmful && category === "Violence" ? 5 : 0,
      })),
    };
  if (path.startsWith("/contentsafety/text:shieldPrompt?"))
    return { userPromptAnalysis: { attackDetected: attack }, documentsAnalysis: [] };
  if (/^\/v1\/projects\/p\/locations\/l\/templates\/t:sanitize(UserPrompt|ModelResponse)$/.test(path)) {
    const state = (found: boolean) => (found ? "MATCH_FOUND" : "NO_MATCH_FOUND");
    return {
      sanitizationResult: {
        filterMatchState: state(harmful || attack),
        filterResults: {
          rai: { raiFilterResult: { executionState: "EXECUTION_SUCCESS", matchState: state(harmful) } },
          pi_and_jailbreak: {
            piAndJailbreakFilterResult: { matchState: state(attack), confidenceLevel: "HIGH" },
          },
        },
        invocationResult: "SUCCESS",
      },
    };
  }
  if (path === "/v1/chat/completions") {
    const [system, user] = (body.messages as { content: string }[]).map(({ content }) => content);
    const codes = /: (\d{6}) if the source says all of it, (\d{6}) if/.exec(system ?? "");
    const support = codes && `${codes[JSON.parse(user ?? "").sentence.includes(DOUBTED) ? 2 : 1]}.`;
    const content = support ?? (harmful ? "\n\nunsafe\nS10,S1" : "\n\nsafe");
    return { choices: [{ message: { role: "assistant", content } }] };
  }
  return undefined;
}
