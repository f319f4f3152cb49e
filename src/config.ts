/**
 * Every setting Docent knows: its name, meaning, default and remedy. The only reader of the environment;
 * `.env.example` and docs/settings.md are written from this table (`npm run docent -- settings`).
 */
import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";
import { prefixRules } from "./documents/sources/gcs/prefix-rules.ts";

interface SettingText {
  /** What it is for, in one sentence. */
  readonly meaning: string;
  /** What to do when it is missing or wrong. */
  readonly remedy: string;
  /** Kept out of logs, `doctor` and error messages. */
  readonly secret?: boolean;
}

const describe = <Schema extends z.ZodType>(schema: Schema, text: SettingText): Schema =>
  schema.meta({ ...text });

const url = z.url({ protocol: /^https?$/ });
const flag = z.stringbool();
const count = z.coerce.number().int().min(1);

/** Grouped as the docs show them. */
export const settingGroups = {
  "The server": z.object({
    PORT: describe(z.coerce.number().int().min(0).max(65535).default(3000), {
      meaning: "The port that Docent listens on.",
      remedy: "Use a number from 0 (any free port) to 65535.",
    }),
    HOST: describe(z.string().min(1).optional(), {
      meaning: "The address that Docent listens on. Without it: 127.0.0.1 in local mode, 0.0.0.0 otherwise.",
      remedy: "Use an address of this machine, e.g. 127.0.0.1.",
    }),
    DOCENT_DATA: describe(z.string().min(1).default(".data"), {
      meaning: "The folder that holds all state: ledger, catalogue, index.",
      remedy: "Name a folder that Docent may write.",
    }),
    DOCENT_MODE: describe(z.enum(["local", "production"]).default("local"), {
      meaning:
        'local: the console is open to whoever is at this machine and can ask as anyone. production: the console\'s "ask as" is off, plain http to vendors and unauthenticated Teams traffic are refused.',
      remedy: "Use local or production.",
    }),
    DOCENT_DOCUMENTS: describe(z.string().min(1).default("samples"), {
      meaning:
        "The folder of documents that is kept in step. When it names another folder, what the former one held leaves the index.",
      remedy: "Name a folder that Docent may read.",
    }),
    DOCENT_TENANT: describe(z.string().regex(/^\S+$/).default("default"), {
      meaning: "The organisation's name within Docent; everything stored carries it.",
      remedy: "Use a word without spaces.",
    }),
    DOCENT_PUBLIC_URL: describe(url.optional(), {
      meaning:
        "How people reach this Docent, so that citations in Slack and Teams can open its document view.",
      remedy: "Use the address in front of Docent, e.g. https://docent.example.com.",
    }),
    DOCENT_IDENTITY_HEADER: describe(
      z
        .string()
        .regex(/^[A-Za-z0-9-]+$/)
        .optional(),
      {
        meaning:
          "In production, the request header in which a trusted sign-in proxy names the person (their e-mail address); without it the console is closed.",
        remedy:
          "Use the header that your proxy sets and strips from outside requests, e.g. X-Goog-Authenticated-User-Email.",
      },
    ),
    DOCENT_ALLOW_PLAIN_HTTP: describe(flag.default(false), {
      meaning: "In production, allows the *_URL and *_ENDPOINT settings to use plain http.",
      remedy: "Use true only when the other server runs on a network that you trust.",
    }),
    LOG_LEVEL: describe(z.enum(["error", "warn", "info", "debug"]).default("info"), {
      meaning: "How much is logged. Message text and secrets are never logged at info or above.",
      remedy: "Use error, warn, info or debug.",
    }),
  }),
  Answers: z.object({
    DOCENT_MODEL: describe(
      z
        .string()
        .regex(/^(extractive|openai:\S+)$/)
        .default("extractive"),
      {
        meaning: "Who drafts answers: extractive (no model, sentences of the documents) or openai:<model>.",
        remedy: "Use extractive, or openai:<model> such as openai:gpt-5-mini.",
      },
    ),
    OPENAI_API_KEY: describe(z.string().min(1).optional(), {
      meaning: "The key for an openai:<model>, or for any OpenAI-compatible server.",
      remedy: "Create one at https://platform.openai.com/api-keys, or use your server's own key.",
      secret: true,
    }),
    OPENAI_BASE_URL: describe(url.optional(), {
      meaning: "An OpenAI-compatible server (vLLM, Ollama, LiteLLM, ...) in place of api.openai.com.",
      remedy: "Use its address up to /v1, e.g. http://localhost:11434/v1.",
    }),
    DOCENT_MODEL_TIMEOUT_MS: describe(count.default(60_000), {
      meaning: "How long a model may take for one draft, in milliseconds.",
      remedy: "Use a whole number of milliseconds.",
    }),
    DOCENT_ANSWER_THRESHOLD: describe(z.coerce.number().min(0).max(1).optional(), {
      meaning:
        "Overrides the measured answerability threshold: below it Docent abstains. Higher is more silent.",
      remedy: "Use a number from 0 to 1.",
    }),
    DOCENT_HISTORY_EXCHANGES: describe(z.coerce.number().int().min(0).max(50).default(8), {
      meaning: "How many earlier exchanges of a conversation are kept to understand a follow-up.",
      remedy: "Use a whole number from 0 to 50.",
    }),
    DOCENT_HISTORY_HOURS: describe(count.default(24), {
      meaning: "After how many hours without a message a conversation starts afresh.",
      remedy: "Use a whole number of hours.",
    }),
    DOCENT_LEDGER_DAYS: describe(count.default(90), {
      meaning: "How many days finished asks, their replies and receipts are kept.",
      remedy: "Use a whole number of days.",
    }),
    DOCENT_RECALL_DAYS: describe(count.default(30), {
      meaning:
        "For how many days an answer's message is edited, and its asker told, when a document it cites changes or is gone.",
      remedy: "Use a whole number of days.",
    }),
  }),
  "Search by meaning": z.object({
    DOCENT_EMBEDDINGS: describe(
      z
        .string()
        .regex(/^((openai|azure|google|bedrock|ollama):[^\s@]+|folder:[^@]+|use-lite)$/)
        .optional(),
      {
        meaning:
          "The model whose vectors are searched beside words; without it words alone decide. After a change the former model answers until all passages have new vectors.",
        remedy:
          "Use openai:<model>, azure:<deployment>, google:<model>, bedrock:<model>, ollama:<model>, folder:<path> or use-lite; docs/embeddings.md helps to choose.",
      },
    ),
    DOCENT_EMBEDDINGS_KEY: describe(z.string().min(1).optional(), {
      meaning: "The key of the embeddings' provider; openai:<model> uses OPENAI_API_KEY without it.",
      remedy:
        "Create one at the provider, e.g. in Google AI Studio or under Keys and Endpoint of Azure OpenAI.",
      secret: true,
    }),
    DOCENT_EMBEDDINGS_URL: describe(url.optional(), {
      meaning:
        "The embeddings' server: needed for azure, otherwise in place of the provider's own (an OpenAI-compatible one up to /v1, Ollama, a private endpoint).",
      remedy: "Use its address, e.g. https://example.openai.azure.com or http://localhost:11434.",
    }),
    DOCENT_EMBEDDINGS_DIMENSIONS: describe(z.coerce.number().int().min(1).max(8192).optional(), {
      meaning:
        "Asks the model for shorter vectors than its own, where it can: less memory, a little less precise.",
      remedy: "Use a number that the model offers, e.g. 512.",
    }),
    DOCENT_EMBEDDINGS_WEIGHT: describe(z.coerce.number().min(0).max(1).optional(), {
      meaning: "What meaning counts beside words, 0 to 1, in place of the weight that is kept for the model.",
      remedy: "Take the one that npm run docent -- tune fusion finds on questions of yours.",
    }),
    DOCENT_EMBEDDINGS_TIMEOUT_MS: describe(count.default(1_500), {
      meaning: "How long a question waits for its vector, in milliseconds; after that words alone decide.",
      remedy: "Use a whole number of milliseconds.",
    }),
    DOCENT_RERANKER: describe(
      z
        .string()
        .regex(/^(tei|(cohere|openai):\S+)$/)
        .optional(),
      {
        meaning:
          "Looks closer at the best passages before a model reads them: tei (a cross-encoder behind Text Embeddings Inference), cohere:<model> (also Jina, vLLM) or openai:<model> (a language model).",
        remedy: "Use tei, cohere:<model> such as cohere:rerank-v3.5, or openai:<model>.",
      },
    ),
    DOCENT_RERANKER_KEY: describe(z.string().min(1).optional(), {
      meaning: "The reranker's key; openai:<model> uses OPENAI_API_KEY without it.",
      remedy: "Create one at the provider.",
      secret: true,
    }),
    DOCENT_RERANKER_URL: describe(url.optional(), {
      meaning: "The reranker's address: needed for tei, otherwise in place of the provider's own.",
      remedy: "Use it up to /rerank, e.g. http://localhost:8080/rerank; for openai:<model> up to /v1.",
    }),
    DOCENT_RERANKER_TIMEOUT_MS: describe(count.default(2_000), {
      meaning: "How long a question waits for the reranker, in milliseconds; after that the order stays.",
      remedy: "Use a whole number of milliseconds.",
    }),
  }),
  Safety: z.object({
    DOCENT_POLICY: describe(
      z
        .string()
        .regex(/^(strict|balanced|observe|.*\.ya?ml)$/)
        .default("balanced"),
      {
        meaning:
          "What follows when a filter flags something: a preset, or a policy file with rules for the organisation and for channels (docs/policy.md).",
        remedy: "Use strict, balanced, observe, or the path of a .yaml file.",
      },
    ),
    DOCENT_MODERATION: describe(
      z
        .string()
        .regex(/^(openai|azure|model-armor|judge)(,(openai|azure|model-armor|judge))*$/)
        .transform(
          (text) => [...new Set(text.split(","))] as ("openai" | "azure" | "model-armor" | "judge")[],
        )
        .optional(),
      {
        meaning:
          "Moderation services that check questions and sentences beside Docent's own filters. What they check leaves this machine for them.",
        remedy: "Use openai, azure, model-armor and judge, with commas between (docs/policy.md).",
      },
    ),
    DOCENT_MODERATION_TIMEOUT_MS: describe(count.default(1_500), {
      meaning: "How long a moderation service may take for one text; then the policy says what follows.",
      remedy: "Use a whole number of milliseconds, below DOCENT_FILTER_TIMEOUT_MS.",
    }),
    OPENAI_MODERATION_URL: describe(url.default("https://api.openai.com/v1"), {
      meaning: "OpenAI's server for moderation, which self-hosted models do not have.",
      remedy: "Use an address up to /v1.",
    }),
    AZURE_CONTENT_SAFETY_ENDPOINT: describe(url.optional(), {
      meaning: "The Azure AI Content Safety resource.",
      remedy: "Copy it from Keys and Endpoint, e.g. https://acme.cognitiveservices.azure.com.",
    }),
    AZURE_CONTENT_SAFETY_KEY: describe(z.string().min(1).optional(), {
      meaning: "The key of that resource.",
      remedy: "Copy it from Keys and Endpoint.",
      secret: true,
    }),
    MODEL_ARMOR_TEMPLATE: describe(
      z
        .string()
        .regex(/^projects\/[^/]+\/locations\/[^/]+\/templates\/[^/]+$/)
        .optional(),
      {
        meaning: "The Model Armor template that says what Google looks for.",
        remedy: "Write projects/<project>/locations/<location>/templates/<template>.",
      },
    ),
    MODEL_ARMOR_ENDPOINT: describe(url.optional(), {
      meaning: "Another server in place of Google's Model Armor, e.g. a local stand-in.",
      remedy: "Use its address without a path.",
    }),
    DOCENT_JUDGE: describe(z.string().min(1).optional(), {
      meaning:
        "The model that judges texts where DOCENT_MODERATION names it: a safety model such as llama-guard3:8b, or any that follows instructions. One that follows instructions also decides on sentences that the local rules flag as stereotypes.",
      remedy: "Use the name that its server knows it by.",
    }),
    DOCENT_JUDGE_URL: describe(url.optional(), {
      meaning: "The judge's OpenAI-compatible server; without it OPENAI_BASE_URL or api.openai.com.",
      remedy: "Use its address up to /v1.",
    }),
    DOCENT_JUDGE_KEY: describe(z.string().min(1).optional(), {
      meaning: "The key for the judge's server; without it OPENAI_API_KEY.",
      remedy: "Use the server's own key.",
      secret: true,
    }),
    DOCENT_GROUNDING: describe(
      z
        .string()
        .regex(/^(lexical|(embedding|model)(,(embedding|model))?)$/)
        .default("lexical"),
      {
        meaning:
          "Who says, beside Docent's own look at the words, that a sentence is supported by its source; each can only hold back more: embedding (compares their meaning), model (asks a model, which sees sentence and source).",
        remedy: "Use lexical for the words alone, or embedding and model, with a comma between.",
      },
    ),
    DOCENT_GROUNDING_MODEL: describe(z.string().min(1).optional(), {
      meaning: "The model that DOCENT_GROUNDING=model asks, at DOCENT_JUDGE_URL; without it DOCENT_JUDGE.",
      remedy: "Use the name that its server knows it by, of a model that follows instructions.",
    }),
    DOCENT_FILTER_TIMEOUT_MS: describe(count.default(2_000), {
      meaning: "How long one filter may take for one text; a filter that takes longer counts as a refusal.",
      remedy: "Use a whole number of milliseconds.",
    }),
    DOCENT_AUDIT_KEY: describe(
      z
        .string()
        .regex(/^[^\s,]{32,}(,[^\s,]{32,})*$/)
        .transform((text) => text.split(","))
        .optional(),
      {
        meaning:
          "Signs the chain of receipts, so that whoever can write to the database alone cannot write a chain (docs/audit.md). After a comma: former keys, which only verify.",
        remedy: "Use at least 32 characters that nobody can guess, e.g. from openssl rand -hex 32.",
        secret: true,
      },
    ),
    DOCENT_REVIEWERS: describe(
      z
        .string()
        .transform((text) => text.split(",").map((address) => address.trim().toLowerCase()))
        .pipe(z.array(z.string().regex(/^\S+$/)))
        .optional(),
      {
        meaning:
          "In production, who decides what people report and appeal, at /review; in local mode whoever is at this machine does.",
        remedy: "Write the addresses that the sign-in proxy names, with commas between.",
      },
    ),
  }),
  Slack: z.object({
    SLACK_BOT_TOKEN: describe(z.string().startsWith("xoxb-").optional(), {
      meaning: "The bot token, which begins with xoxb-; with it Docent answers in Slack.",
      remedy:
        "Copy it from OAuth & Permissions > Bot User OAuth Token of your app at https://api.slack.com/apps.",
      secret: true,
    }),
    SLACK_SIGNING_SECRET: describe(z.string().min(1).optional(), {
      meaning: "Proves that a request comes from Slack (HTTP mode).",
      remedy: "Copy it from Basic Information > App Credentials > Signing Secret.",
      secret: true,
    }),
    SLACK_APP_TOKEN: describe(z.string().startsWith("xapp-").optional(), {
      meaning: "Begins with xapp- and turns Socket Mode on: Slack is reached without a public address.",
      remedy: "Create it under Basic Information > App-Level Tokens with the scope connections:write.",
      secret: true,
    }),
    SLACK_INDEX_ON_INVITE: describe(flag.default(true), {
      meaning:
        "Whether a colleague who invites Docent to a channel has its files indexed at once, which Docent says there; otherwise it offers to.",
      remedy: "Use true or false.",
    }),
    SLACK_ADMINS: describe(
      z
        .string()
        .regex(/^[UW][A-Z0-9]+(,[UW][A-Z0-9]+)*$/)
        .transform((text) => text.split(","))
        .optional(),
      {
        meaning:
          "Who may open a public channel's documents to the whole organisation, beside the workspace's owners and administrators.",
        remedy:
          "Write member ids (a profile's menu > Copy member ID) with commas between, e.g. U024BE7LH,W1QXJ2A.",
      },
    ),
    SLACK_DISTRIBUTION: describe(z.enum(["internal", "marketplace", "commercial"]).default("internal"), {
      meaning:
        "How the Slack app is distributed. Slack lets commercial apps outside its Marketplace read one page of 15 messages a minute, so earlier messages then come in at that pace.",
      remedy: "Use internal (made for your own workspace), marketplace or commercial.",
    }),
    SLACK_RECONCILE_HOURS: describe(count.default(6), {
      meaning:
        "After how many hours an indexed channel is compared with Slack as a whole: what Slack's retention deletes is announced by no event.",
      remedy: "Use a whole number of hours.",
    }),
    SLACK_API_URL: describe(url.optional(), {
      meaning: "Another server in place of https://slack.com/api/, e.g. a local stand-in.",
      remedy: "Use an address that ends in /api/.",
    }),
  }),
  "Microsoft Teams": z.object({
    TEAMS_APP_ID: describe(z.string().min(1).optional(), {
      meaning:
        "The bot's Microsoft app id. Without it Teams is off in production; in local mode only the Agents Playground on this machine can speak to it.",
      remedy: "Copy the Microsoft App ID from your Azure Bot's Configuration.",
    }),
    TEAMS_APP_PASSWORD: describe(z.string().min(1).optional(), {
      meaning: "The app's client secret.",
      remedy: "Create one under Certificates & secrets of the app registration.",
      secret: true,
    }),
    TEAMS_TENANT_ID: describe(z.string().min(1).optional(), {
      meaning: "The Microsoft 365 tenant that may use the bot.",
      remedy: "Copy the Directory (tenant) ID from the app registration.",
    }),
    TEAMS_OPENID_METADATA_URL: describe(url.optional(), {
      meaning:
        "Another source of the Bot Framework's signing keys, e.g. a sovereign cloud or a local stand-in.",
      remedy: "Use the address of an OpenID metadata document.",
    }),
    TEAMS_LOGIN_URL: describe(url.optional(), {
      meaning:
        "Another login server in place of https://login.microsoftonline.com for the bot's own token, e.g. a sovereign cloud or a local stand-in.",
      remedy: "Use the server's address without a path, e.g. https://login.microsoftonline.us.",
    }),
    TEAMS_GRAPH: describe(flag.default(false), {
      meaning:
        "Lets Docent read channels' files, their members and people's groups through Microsoft Graph, with the bot's own app registration.",
      remedy: "Use true once the app has the permissions of docs/teams.md.",
    }),
    GRAPH_API_URL: describe(url.optional(), {
      meaning:
        "Another server in place of https://graph.microsoft.com, e.g. a sovereign cloud or a local stand-in; it turns TEAMS_GRAPH on.",
      remedy: "Use the server's address without a path, e.g. https://graph.microsoft.us.",
    }),
    TEAMS_INDEX_CHANNELS: describe(z.enum(["asked", "all"]).default("asked"), {
      meaning:
        "Which channels' files are read: asked (where somebody says @Docent index) or all (every channel of a team that Docent is added to).",
      remedy: "Use asked or all.",
    }),
    TEAMS_POLL_SECONDS: describe(count.default(30), {
      meaning: "How often Microsoft Graph is asked what changed in each indexed channel.",
      remedy: "Use a whole number of seconds; 30 keeps files answerable within a minute.",
    }),
    TEAMS_GRAPH_NOTIFICATIONS: describe(flag.default(false), {
      meaning:
        "Lets Microsoft Graph tell Docent of changes at /api/graph, beside polling. Microsoft wants the permission Files.ReadWrite.All for it, although Docent writes nothing.",
      remedy: "Use true only if seconds matter; DOCENT_PUBLIC_URL must be an address that Microsoft reaches.",
    }),
  }),
  Pinecone: z.object({
    PINECONE_API_KEY: describe(z.string().min(1).optional(), {
      meaning:
        "The key of a Pinecone project. With it passages are searched in Pinecone, without it in DOCENT_DATA.",
      remedy: "Create one at https://app.pinecone.io under API keys.",
      secret: true,
    }),
    PINECONE_INDEX: describe(
      z
        .string()
        .regex(/^[a-z0-9]([a-z0-9-]{0,43}[a-z0-9])?$/)
        .default("docent"),
      {
        meaning: "The index that holds words and vectors; docent pinecone create makes one.",
        remedy: "Use the name of an index: lower-case letters, digits and hyphens, 45 at most.",
      },
    ),
    PINECONE_SPARSE_INDEX: describe(z.string().min(1).optional(), {
      meaning: "A sparse index for words, where PINECONE_INDEX is a dense one that compares by cosine.",
      remedy: "Use the name of a sparse index, or leave it out when PINECONE_INDEX compares by dot product.",
    }),
    PINECONE_CONTROLLER_URL: describe(url.optional(), {
      meaning: "Another server in place of https://api.pinecone.io, e.g. a local stand-in.",
      remedy: "Use the server's address without a path.",
    }),
    PINECONE_INDEX_URL: describe(url.optional(), {
      meaning: "The address of PINECONE_INDEX, where it is not to be asked of Pinecone.",
      remedy: "Use the host that the index's page shows, with https:// before it.",
    }),
    PINECONE_SPARSE_INDEX_URL: describe(url.optional(), {
      meaning: "The address of PINECONE_SPARSE_INDEX, where it is not to be asked of Pinecone.",
      remedy: "Use the host that the index's page shows, with https:// before it.",
    }),
  }),
  "Google Cloud Storage": z.object({
    GCS_BUCKET: describe(
      z
        .string()
        .regex(/^[a-z0-9][a-z0-9._-]+[a-z0-9]$/)
        .optional(),
      {
        meaning: "A bucket whose documents are kept in step; GCS_SCOPES says who reads them.",
        remedy: "Use the bucket's name without gs://.",
      },
    ),
    GCS_PREFIX: describe(z.string().min(1).optional(), {
      meaning: "Only this folder of the bucket.",
      remedy: "Use the folder's name from the bucket's root, e.g. handbook/.",
    }),
    GCS_SCOPES: describe(
      z
        .string()
        .transform((text, context) => {
          try {
            return prefixRules(text);
          } catch (error) {
            context.addIssue({ code: "custom", message: (error as Error).message });
            return z.NEVER;
          }
        })
        .optional(),
      {
        meaning:
          "Who reads which part of the bucket; the longest prefix counts, and what none names is not indexed.",
        remedy:
          "Write prefix=scopes pairs, e.g. handbook/=org; finance/=channel:slack:C024BE91L,group:managers; drafts/=none. An empty prefix (=org) is the whole bucket.",
      },
    ),
    GCS_API_ENDPOINT: describe(url.optional(), {
      meaning:
        "Another server in place of https://storage.googleapis.com, e.g. a private endpoint or, over plain http and without credentials, a local stand-in.",
      remedy: "Use the server's address without a path.",
    }),
    GCS_PUSH_AUDIENCE: describe(z.string().min(1).optional(), {
      meaning: "Turns the push endpoint /gcs/notifications on: the audience in its subscription's tokens.",
      remedy: "Use the value of --push-auth-token-audience, or the push endpoint's address without one.",
    }),
    GCS_PUSH_SERVICE_ACCOUNT: describe(z.email().optional(), {
      meaning: "The only account whose pushes are accepted.",
      remedy:
        "Use the value of --push-auth-service-account, e.g. docent-push@project.iam.gserviceaccount.com.",
    }),
    GCS_PUSH_KEYS_URL: describe(url.optional(), {
      meaning: "Another source of the keys that push tokens are signed with, e.g. a local stand-in.",
      remedy:
        "Use an address that returns PEM keys by key id, as https://www.googleapis.com/oauth2/v1/certs does.",
    }),
    GCS_SUBSCRIPTION: describe(
      z
        .string()
        .regex(/^projects\/[^/\s]+\/subscriptions\/[^/\s]+$/)
        .optional(),
      {
        meaning: "A pull subscription to the bucket's notifications, where Docent has no public address.",
        remedy: "Write it as projects/<project>/subscriptions/<name>.",
      },
    ),
    PUBSUB_API_ENDPOINT: describe(url.optional(), {
      meaning:
        "Another server in place of https://pubsub.googleapis.com; over plain http it is asked without credentials (the emulator).",
      remedy: "Use the server's address without a path.",
    }),
    GCS_RECONCILE_HOURS: describe(count.default(24), {
      meaning: "How often the whole bucket is listed and compared, whatever notifications said.",
      remedy: "Use a whole number of hours.",
    }),
    DOCENT_ARCHIVE_BUCKET: describe(
      z
        .string()
        .regex(/^[a-z0-9][a-z0-9._-]+[a-z0-9]$/)
        .optional(),
      {
        meaning:
          "A bucket of Docent's own that keeps the original of every indexed version, so that a citation can open what it quoted.",
        remedy: "Use the name of a bucket that nobody but Docent may read.",
      },
    ),
  }),
} as const;

const schema = z.object(
  Object.assign(
    {},
    ...Object.values(settingGroups).map((group) => group.shape),
  ) as (typeof settingGroups)["The server"]["shape"] &
    (typeof settingGroups)["Answers"]["shape"] &
    (typeof settingGroups)["Search by meaning"]["shape"] &
    (typeof settingGroups)["Safety"]["shape"] &
    (typeof settingGroups)["Slack"]["shape"] &
    (typeof settingGroups)["Microsoft Teams"]["shape"] &
    (typeof settingGroups)["Pinecone"]["shape"] &
    (typeof settingGroups)["Google Cloud Storage"]["shape"],
);

export type Settings = Readonly<z.infer<typeof schema>>;

/** A setting is missing or wrong: the message names it, what it means and what to do. */
export class ConfigError extends Error {
  override name = "ConfigError";
}

/** What is known of a setting beside its schema. */
export const settingText = (field: z.ZodType): SettingText => field.meta() as unknown as SettingText;

/** The values that must never be printed. */
export const secretsOf = (settings: Settings): readonly string[] =>
  Object.entries(schema.shape).flatMap(([name, field]) => {
    const value = settings[name as keyof Settings];
    return settingText(field).secret ? [value].flat().filter((one) => typeof one === "string") : [];
  });

/** The process's environment, with a `.env` file of the working folder beneath it when there is one. */
function environmentWithFile(): NodeJS.ProcessEnv {
  if (!existsSync(".env")) return process.env;
  let text: string;
  try {
    text = readFileSync(".env", "utf8");
    process.loadEnvFile(".env");
  } catch (error) {
    throw new ConfigError(".env cannot be read: make it a file that Docent may read, or remove it.", {
      cause: error,
    });
  }
  checkSettingsFile(text);
  return process.env;
}

/** A setting with its value, which may run over several lines in quotes. */
const ASSIGNMENT =
  /^[ \t]*(?:export[ \t]+)?[A-Za-z_][\w.-]*[ \t]*=[ \t]*(?:"[^"]*"|'[^']*'|`[^`]*`|[^\n"'`][^\n]*)?[ \t]*(?:#.*)?$/gm;

/**
 * Node passes over the lines of a `.env` file that it does not understand; here they are said.
 * @throws {ConfigError} naming the first line that is neither a setting nor a comment, never what stands in it.
 */
export function checkSettingsFile(text: string): void {
  const leftOver = text
    .replace(/\r\n?/g, "\n")
    .replace(ASSIGNMENT, (assignment) => assignment.replace(/[^\n]/g, ""))
    .split("\n");
  const wrong = leftOver.findIndex((line) => !/^\s*(#.*)?$/.test(line));
  if (wrong < 0) return;
  throw new ConfigError(
    `.env is wrong at line ${wrong + 1}: write NAME=value, one a line, in UTF-8, with # before a comment.`,
  );
}

/**
 * Reads the settings from an environment; empty values count as not set.
 * @throws {ConfigError} naming every setting that is wrong or missing, with meaning and remedy, one line each.
 */
export function readSettings(
  environment: Readonly<Record<string, string | undefined>> = environmentWithFile(),
): Settings {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const names = new Set(parsed.error.issues.map((issue) => String(issue.path[0])));
    throw new ConfigError(
      [...names].map((name) => complaint(name as keyof Settings, "is not usable")).join("\n"),
    );
  }
  const problems = contradictions(parsed.data);
  if (problems.length) throw new ConfigError(problems.join("\n"));
  return parsed.data;
}

/** "PORT is not usable. The port that … Use a number …": one line that a person can act on. */
function complaint(name: keyof Settings, what: string): string {
  const { meaning, remedy } = settingText(schema.shape[name]);
  return `${name} ${what}. ${meaning} ${remedy}`;
}

/** What each moderation service cannot do without. */
const MODERATION_NEEDS = {
  openai: ["OPENAI_API_KEY"],
  azure: ["AZURE_CONTENT_SAFETY_ENDPOINT", "AZURE_CONTENT_SAFETY_KEY"],
  "model-armor": ["MODEL_ARMOR_TEMPLATE"],
  judge: ["DOCENT_JUDGE"],
} as const;

/** Settings that are fine alone and wrong together. */
function contradictions(settings: Settings): string[] {
  const problems: string[] = [];
  const need = (name: keyof Settings, because: string) => {
    if (settings[name] === undefined) problems.push(complaint(name, `is missing (${because})`));
  };
  if (settings.SLACK_BOT_TOKEN && !settings.SLACK_APP_TOKEN)
    need("SLACK_SIGNING_SECRET", "SLACK_BOT_TOKEN is set");
  if (settings.SLACK_SIGNING_SECRET || settings.SLACK_APP_TOKEN)
    need("SLACK_BOT_TOKEN", "other Slack settings are");
  if (settings.TEAMS_APP_ID) need("TEAMS_APP_PASSWORD", "TEAMS_APP_ID is set");
  if (settings.TEAMS_APP_PASSWORD) need("TEAMS_APP_ID", "TEAMS_APP_PASSWORD is set");
  if (settings.TEAMS_APP_ID && settings.DOCENT_MODE === "production")
    need("TEAMS_TENANT_ID", "Teams in production serves one tenant");
  if (settings.TEAMS_GRAPH || settings.GRAPH_API_URL) {
    need("TEAMS_APP_ID", "Microsoft Graph is asked for");
    need("TEAMS_TENANT_ID", "Microsoft Graph is asked for");
  }
  if (settings.TEAMS_GRAPH_NOTIFICATIONS) need("DOCENT_PUBLIC_URL", "TEAMS_GRAPH_NOTIFICATIONS is set");
  if (settings.GCS_BUCKET) need("GCS_SCOPES", "GCS_BUCKET is set");
  if (settings.GCS_PREFIX || settings.GCS_SUBSCRIPTION || settings.GCS_PUSH_AUDIENCE)
    need("GCS_BUCKET", "other Google Cloud Storage settings are");
  if (settings.GCS_PUSH_AUDIENCE) need("GCS_PUSH_SERVICE_ACCOUNT", "GCS_PUSH_AUDIENCE is set");
  if (settings.GCS_PUSH_SERVICE_ACCOUNT) need("GCS_PUSH_AUDIENCE", "GCS_PUSH_SERVICE_ACCOUNT is set");
  if (settings.GCS_BUCKET && settings.GCS_BUCKET === settings.DOCENT_ARCHIVE_BUCKET)
    problems.push(complaint("DOCENT_ARCHIVE_BUCKET", "is the bucket of the documents themselves"));
  if (settings.PINECONE_SPARSE_INDEX || settings.PINECONE_CONTROLLER_URL || settings.PINECONE_INDEX_URL)
    need("PINECONE_API_KEY", "other Pinecone settings are");
  if (settings.PINECONE_SPARSE_INDEX_URL) need("PINECONE_SPARSE_INDEX", "PINECONE_SPARSE_INDEX_URL is set");
  if (settings.DOCENT_MODEL.startsWith("openai:") && !settings.OPENAI_BASE_URL)
    need("OPENAI_API_KEY", "DOCENT_MODEL asks for OpenAI");
  for (const service of settings.DOCENT_MODERATION ?? []) {
    for (const name of MODERATION_NEEDS[service]) need(name, `DOCENT_MODERATION asks for ${service}`);
  }
  if (settings.DOCENT_GROUNDING.includes("embedding"))
    need("DOCENT_EMBEDDINGS", "DOCENT_GROUNDING asks for embedding");
  if (settings.DOCENT_GROUNDING.includes("model") && !settings.DOCENT_JUDGE)
    need("DOCENT_GROUNDING_MODEL", "DOCENT_GROUNDING asks for model");
  const embeddings = settings.DOCENT_EMBEDDINGS?.split(":", 1)[0];
  if (embeddings === "openai" && !settings.DOCENT_EMBEDDINGS_URL && !settings.OPENAI_BASE_URL)
    if (!settings.OPENAI_API_KEY) need("DOCENT_EMBEDDINGS_KEY", "DOCENT_EMBEDDINGS asks for OpenAI");
  if (embeddings === "azure") need("DOCENT_EMBEDDINGS_URL", "DOCENT_EMBEDDINGS asks for Azure OpenAI");
  if (embeddings === "azure" || embeddings === "google")
    need("DOCENT_EMBEDDINGS_KEY", "DOCENT_EMBEDDINGS asks for a provider that wants one");
  if (settings.DOCENT_RERANKER === "tei") need("DOCENT_RERANKER_URL", "DOCENT_RERANKER is tei");
  if (settings.DOCENT_RERANKER?.startsWith("cohere:") && !settings.DOCENT_RERANKER_URL)
    need("DOCENT_RERANKER_KEY", "DOCENT_RERANKER asks for Cohere");
  if (settings.DOCENT_MODE === "production" && !settings.DOCENT_ALLOW_PLAIN_HTTP) {
    for (const [name, value] of Object.entries(settings)) {
      if (/_(URL|ENDPOINT)$/.test(name) && typeof value === "string" && value.startsWith("http:")) {
        const cure = "use https, or set DOCENT_ALLOW_PLAIN_HTTP=true if it is meant";
        problems.push(complaint(name as keyof Settings, `uses plain http in production (${cure})`));
      }
    }
  }
  return problems;
}
