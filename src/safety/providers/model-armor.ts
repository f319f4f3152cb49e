import type { GoogleAuth } from "google-auth-library";
import { z } from "zod";
import type { Filter } from "../verdict.ts";
import { postJson, providerFilter, scored } from "./provider-filter.ts";

const MATCH = "MATCH_FOUND";
const matched = z.object({ matchState: z.string().optional() });
const answer = z.object({
  sanitizationResult: z.object({
    filterMatchState: z.string(),
    /** By filter: an object whose one member holds the match state. */
    filterResults: z.record(z.string(), z.record(z.string(), z.looseObject(matched.shape))).default({}),
  }),
});

const KINDS: Readonly<Record<string, string>> = {
  rai: "harmful content",
  pi_and_jailbreak: "instructions to the assistant",
  malicious_uris: "a malicious link",
  csam: "child abuse",
  sdp: "sensitive data",
};

const THRESHOLD = 0.5;

/**
 * Google Cloud Model Armor with a template of the operator's (https://cloud.google.com/security-command-center/docs/model-armor-overview):
 * questions as user prompts, sentences as model responses. It says whether its template matched, not how much.
 */
export function modelArmor(options: {
  /** projects/<project>/locations/<location>/templates/<template> */
  readonly template: string;
  /** Another server in place of Google's for the template's location; over plain http without credentials. */
  readonly endpoint?: string;
  readonly timeoutMs: number;
}): Filter {
  const [, location] = /^projects\/[^/]+\/locations\/([^/]+)\/templates\/[^/]+$/.exec(options.template) ?? [];
  const address = options.endpoint ?? `https://modelarmor.${location}.rep.googleapis.com`;
  let auth: Promise<GoogleAuth> | undefined;

  async function headers(): Promise<Record<string, string>> {
    if (address.startsWith("http:")) return {};
    auth ??= import("google-auth-library").then(
      ({ GoogleAuth: Auth }) => new Auth({ scopes: "https://www.googleapis.com/auth/cloud-platform" }),
    );
    return { authorization: `Bearer ${await (await auth).getAccessToken()}` };
  }

  return providerFilter({
    name: "model-armor",
    version: "v1",
    stages: ["question", "sentence"],
    timeoutMs: options.timeoutMs,
    async ask({ text, stage }, signal) {
      const [operation, body] =
        stage === "question"
          ? ["sanitizeUserPrompt", { userPromptData: { text } }]
          : ["sanitizeModelResponse", { modelResponseData: { text } }];
      const given = await postJson("Model Armor", `${address}/v1/${options.template}:${operation}`, {
        headers: await headers(),
        body,
        signal,
      });
      const { filterMatchState, filterResults } = answer.parse(given).sanitizationResult;
      const kinds = Object.entries(filterResults)
        .filter(([, result]) => Object.values(result).some(({ matchState }) => matchState === MATCH))
        .map(([kind]) => KINDS[kind] ?? kind);
      return scored(filterMatchState === MATCH ? 1 : 0, THRESHOLD, kinds);
    },
  });
}
