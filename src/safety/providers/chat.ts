import { z } from "zod";
import { postJson } from "./provider-filter.ts";

/** A model behind an OpenAI-compatible server. */
export interface ChatServer {
  readonly model: string;
  /** Up to `/v1`. */
  readonly baseUrl: string;
  readonly apiKey?: string;
}

export interface ChatMessage {
  readonly role: "system" | "user" | "assistant";
  readonly content: string;
}

const completion = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string().nullable() }) })).min(1),
});

/**
 * What the judge says to some messages, as surely as it can: without any temperature.
 * @throws {ProviderError} when it cannot be reached; whatever zod throws for an answer in no known form
 */
export async function askJudge(
  { model, baseUrl, apiKey }: ChatServer,
  messages: readonly ChatMessage[],
  { maxTokens, signal }: { readonly maxTokens: number; readonly signal: AbortSignal },
): Promise<string> {
  const body = await postJson("The judge", `${baseUrl}/chat/completions`, {
    headers: apiKey ? { authorization: `Bearer ${apiKey}` } : {},
    body: { model, messages, temperature: 0, max_tokens: maxTokens },
    signal,
  });
  return completion.parse(body).choices[0]!.message.content ?? "";
}
