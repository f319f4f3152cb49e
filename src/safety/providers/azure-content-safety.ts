import { z } from "zod";
import { SELF_HARM } from "../policy.ts";
import type { Filter } from "../verdict.ts";
import { postJson, providerFilter, scored } from "./provider-filter.ts";

const analysis = z.object({
  categoriesAnalysis: z.array(z.object({ category: z.string(), severity: z.number() })),
});
const shield = z.object({ userPromptAnalysis: z.object({ attackDetected: z.boolean() }) });

const API_VERSION = "2024-09-01";
/** The service takes 10,000 characters; a question has 4,000 at most, a unit of an answer too. */
const LONGEST = 10_000;
/** Severities run from 0 to 7; 4 is "medium", from which on Azure's own default withholds. */
const SEVERITIES = 8;
const MEDIUM = 4;

const KINDS: Readonly<Record<string, string>> = {
  Hate: "hate",
  SelfHarm: SELF_HARM,
  Sexual: "sexual",
  Violence: "violence",
};

/**
 * Azure AI Content Safety: text analysis of questions and sentences, and Prompt Shields for questions
 * (https://learn.microsoft.com/azure/ai-services/content-safety/).
 */
export function azureContentSafety(options: {
  /** https://<resource>.cognitiveservices.azure.com */
  readonly endpoint: string;
  readonly key: string;
  readonly timeoutMs: number;
}): Filter {
  const call = (operation: string, body: unknown, signal: AbortSignal) =>
    postJson(
      "Azure AI Content Safety",
      `${options.endpoint.replace(/\/+$/, "")}/contentsafety/text:${operation}?api-version=${API_VERSION}`,
      { headers: { "ocp-apim-subscription-key": options.key }, body, signal },
    );
  return providerFilter({
    name: "azure-content-safety",
    version: API_VERSION,
    stages: ["question", "sentence"],
    timeoutMs: options.timeoutMs,
    async ask({ text, stage }, signal) {
      const shown = text.slice(0, LONGEST);
      const request = { text: shown, categories: Object.keys(KINDS), outputType: "EightSeverityLevels" };
      const [harms, attack] = await Promise.all([
        call("analyze", request, signal).then((body) => analysis.parse(body).categoriesAnalysis),
        stage === "question"
          ? call("shieldPrompt", { userPrompt: shown, documents: [] }, signal).then(
              (body) => shield.parse(body).userPromptAnalysis.attackDetected,
            )
          : false,
      ]);
      if (attack) return scored(1, MEDIUM / SEVERITIES, ["instructions to the assistant"]);
      const highest = Math.max(0, ...harms.map(({ severity }) => severity));
      const kinds = harms
        .filter(({ severity }) => severity >= MEDIUM)
        .map(({ category }) => KINDS[category] ?? category);
      return scored(
        highest / SEVERITIES,
        MEDIUM / SEVERITIES,
        kinds.includes(SELF_HARM) ? [SELF_HARM] : kinds,
      );
    },
  });
}
