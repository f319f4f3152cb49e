import { z } from "zod";
import { postJson } from "./provider-filter.ts";

/** A model behind an OpenAI-compatible server. */
export interface ChatModel {
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
 * A model's few words on something, always the same for the same messages.
 * @param service what errors call it
 * @throws {ProviderError} when it cannot be reached, and when what comes back is no completion.
 */
export async function shortCompletion(
  service: string,
  { model, baseUrl, apiKey }: ChatModel,
  messages: readonly ChatMessage[],
  { maxTokens, signal }: { readonly maxTokens: number; readonly signal: AbortSignal },
): Promise<string> {
  const body = await postJson(service, `${baseUrl}/chat/completions`, {
    headers: apiKey ? { authorization: `Bearer ${apiKey}` } : {},
    body: { model, messages, temperature: 0, max_tokens: maxTokens },
    signal,
  });
  return completion.parse(body).choices[0]!.message.content ?? "";
}
