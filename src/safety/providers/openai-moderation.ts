import { z } from "zod";
import { SELF_HARM } from "../policy.ts";
import type { Filter } from "../verdict.ts";
import { postJson, providerFilter, scored } from "./provider-filter.ts";

const answer = z.object({
  results: z.array(
    z.object({
      flagged: z.boolean(),
      categories: z.record(z.string(), z.boolean()),
      category_scores: z.record(z.string(), z.number()),
    }),
  ),
});

const MODEL = "omni-moderation-latest";
const THRESHOLD = 0.5;

/**
 * OpenAI's moderation endpoint (https://platform.openai.com/docs/guides/moderation). Each of its categories has a
 * threshold of its own, so what it flags scores at least the filter's, and what it does not stays below.
 */
export function openAiModeration(options: {
  readonly apiKey: string;
  /** Up to `/v1`. */
  readonly baseUrl: string;
  readonly timeoutMs: number;
}): Filter {
  return providerFilter({
    name: "openai-moderation",
    version: MODEL,
    stages: ["question", "sentence"],
    timeoutMs: options.timeoutMs,
    async ask({ text }, signal) {
      const body = await postJson("OpenAI moderation", `${options.baseUrl}/moderations`, {
        headers: { authorization: `Bearer ${options.apiKey}` },
        body: { model: MODEL, input: text },
        signal,
      });
      const [result] = answer.parse(body).results;
      if (!result) throw new Error("OpenAI moderation answered without a result");
      const highest = Math.max(0, ...Object.values(result.category_scores));
      const flagged = Object.keys(result.categories).filter((category) => result.categories[category]);
      const score = result.flagged ? Math.max(highest, THRESHOLD) : Math.min(highest, THRESHOLD - 0.01);
      const kinds = flagged.some((category) => category.startsWith(SELF_HARM)) ? [SELF_HARM] : flagged;
      return scored(score, THRESHOLD, kinds);
    },
  });
}
