import type { BaseMessageLike } from "@langchain/core/messages";
import type { initChatModel } from "langchain";
import { type Model, ModelError, type Prompt } from "../model.ts";
import { promptText, rewriteText, withoutNoAnswer } from "../prompt-text.ts";

/** How to reach OpenAI or a server that speaks its language. */
export interface OpenAiSettings {
  /** As the provider names it, e.g. `gpt-5-mini`. */
  readonly model: string;
  readonly apiKey?: string;
  /** Up to `/v1`; api.openai.com without it. */
  readonly baseUrl?: string;
  /** For one draft, in milliseconds. */
  readonly timeoutMs: number;
  /** The wait before the second try, in milliseconds; the third waits twice as long. */
  readonly retryAfterMs?: number;
}

const TRIES = 3;
const RETRY_AFTER_MS = 500;
/** Local servers that need no key still want the header. */
const NO_KEY = "none";

/**
 * Drafts with a chat model through LangChain. A busy or failing provider is tried again as long as nothing was said
 * yet; later a second try would say things twice.
 */
export function openAiModel(settings: OpenAiSettings): Model {
  let chat: Promise<Chat> | undefined;
  return {
    name: `openai:${settings.model}`,
    draft: (prompt, signal) => {
      chat ??= openChat(settings);
      return withoutNoAnswer(draft(chat, prompt, signal, settings));
    },
    rewrite: async (followUp, signal) => {
      chat ??= openChat(settings);
      const { system, question } = rewriteText(followUp);
      const said = await (await chat).invoke(
        [
          ["system", system],
          ["human", question],
        ],
        { signal },
      );
      return said.text;
    },
  };
}

type Chat = Awaited<ReturnType<typeof initChatModel>>;

/** LangChain is loaded with the first draft: it takes half a second, which a start without a model need not wait. */
async function openChat(settings: OpenAiSettings): Promise<Chat> {
  const { initChatModel } = await import("langchain");
  return initChatModel(settings.model, {
    modelProvider: "openai",
    apiKey: settings.apiKey ?? NO_KEY,
    timeout: settings.timeoutMs,
    maxRetries: 0,
    // Compatible servers know the chat completions endpoint; not all know OpenAI's newer one.
    useResponsesApi: false,
    streamUsage: false,
    configuration: { baseURL: settings.baseUrl, maxRetries: 0 },
  });
}

async function* draft(
  opening: Promise<Chat>,
  prompt: Prompt,
  signal: AbortSignal,
  settings: OpenAiSettings,
): AsyncGenerator<string> {
  const chat = await opening;
  const messages = messagesOf(prompt);
  const deadline = AbortSignal.timeout(settings.timeoutMs);
  const stop = new AbortController();
  const either = AbortSignal.any([signal, deadline, stop.signal]);
  let said = false;
  try {
    for (let attempt = 1; ; attempt++) {
      try {
        let ending: unknown;
        for await (const chunk of await chat.stream(messages, { signal: either })) {
          ending = chunk.response_metadata.finish_reason ?? ending;
          if (chunk.text === "") continue;
          said = true;
          yield chunk.text;
        }
        signal.throwIfAborted();
        deadline.throwIfAborted();
        return finished(ending, settings);
      } catch (error) {
        if (signal.aborted) throw signal.reason;
        if (error instanceof ModelError) throw error;
        if (deadline.aborted) throw late(settings, error);
        if (said || attempt === TRIES || !isPassing(error)) throw explained(error, settings, said);
        await pause((settings.retryAfterMs ?? RETRY_AFTER_MS) * attempt, either);
      }
    }
  } finally {
    stop.abort();
  }
}

function messagesOf(prompt: Prompt): BaseMessageLike[] {
  const { system, history, question } = promptText(prompt);
  const before = history.flatMap(({ question: asked, answer }): BaseMessageLike[] => [
    ["human", asked],
    ["ai", answer],
  ]);
  return [["system", system], ...before, ["human", question]];
}

/** @throws {ModelError} when the stream ended before the draft did. */
function finished(ending: unknown, { model }: OpenAiSettings): void {
  if (ending === "content_filter") throw filtered(model);
  if (ending === undefined || ending === null)
    throw new ModelError(
      `${model} stopped in the middle of its answer: ask again; if it keeps happening, look at the provider's status page or at what stands between it and Docent`,
    );
}

const filtered = (model: string) =>
  new ModelError(
    `${model}'s own content filter stopped the answer: put the question in other words, or adjust the filter at the provider`,
  );

const late = ({ model, timeoutMs }: OpenAiSettings, cause: unknown) =>
  new ModelError(
    `${model} did not finish within ${timeoutMs} ms: raise DOCENT_MODEL_TIMEOUT_MS or choose a faster model`,
    { cause },
  );

/** What the client tells of a failure. */
interface Failure {
  readonly status?: number;
  readonly code?: string;
  readonly message: string;
}

function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return { message: String(error) };
  const { status, code } = error as { status?: unknown; code?: unknown };
  return {
    message: error.message,
    ...(typeof status === "number" && { status }),
    ...(typeof code === "string" && { code }),
  };
}

/** Busy, failing or unreachable may pass; a wrong key or an empty account doesn't. */
function isPassing(error: unknown): boolean {
  const { status, code } = failureOf(error);
  if (code === "insufficient_quota") return false;
  return status === undefined ? isConnection(error) : status === 429 || status >= 500;
}

const isConnection = (error: unknown): boolean =>
  error instanceof Error &&
  (/connection error|fetch failed|timed out|terminated|socket|ECONN|network/i.test(error.message) ||
    isConnection(error.cause));

/** One clear line with a remedy. The provider's own text stays in the cause: it may repeat the prompt or the key. */
function explained(error: unknown, { model, baseUrl }: OpenAiSettings, said: boolean): ModelError {
  const { status, code, message } = failureOf(error);
  const where = baseUrl ?? "https://api.openai.com/v1";
  const options = { cause: error };
  if (code === "content_filter" || /content_filter|content management policy/i.test(message))
    return filtered(model);
  if (code === "insufficient_quota")
    return new ModelError(
      "The account has no credit left: add some at the provider's billing page, or use another key in OPENAI_API_KEY",
      options,
    );
  if (status === 401 || status === 403)
    return new ModelError(
      `${where} refused the key: check OPENAI_API_KEY and that it may use ${model}`,
      options,
    );
  if (status === 404)
    return new ModelError(
      `${where} knows no model ${model}: check DOCENT_MODEL and OPENAI_BASE_URL, which ends in /v1`,
      options,
    );
  if (status === 429)
    return new ModelError(
      `${where} is limiting requests: wait a moment, or raise the account's rate limit`,
      options,
    );
  if (status !== undefined && status >= 500)
    return new ModelError(
      `${where} failed (status ${status}): try again later, or look at its status page`,
      options,
    );
  if (status !== undefined)
    return new ModelError(
      `${where} did not accept the request (status ${status}): check that ${model} is a chat model with room for the passages`,
      options,
    );
  if (said)
    return new ModelError(`The connection to ${where} broke in the middle of the answer: ask again`, options);
  if (isConnection(error))
    return new ModelError(
      `${where} cannot be reached: check OPENAI_BASE_URL, the network, and that the server runs`,
      options,
    );
  return new ModelError(
    `${where} answered in a way that Docent does not understand: check that OPENAI_BASE_URL is an OpenAI-compatible server`,
    options,
  );
}

/** Waits, unless the signal is aborted meanwhile; the next try then says why. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    function done() {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    }
    signal.addEventListener("abort", done);
  });
}
