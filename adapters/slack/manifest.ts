import { botEvents, botScopes, commandName, eventsPath } from "./permissions.ts";
import { suggestedPrompts } from "./wording.ts";

const PLACEHOLDER_ADDRESS = "https://docent.example.com";

interface ManifestOptions {
  /** How Slack reaches Docent (DOCENT_PUBLIC_URL); without it the manifest names an address to be replaced. */
  readonly publicUrl?: string;
  /** Slack is reached over a socket, so the manifest names no addresses. */
  readonly isSocketMode?: boolean;
}

/**
 * The app manifest that Slack creates Docent's app from, as YAML with the reason for every permission. The file
 * manifests/slack/manifest.yaml is this text.
 * https://docs.slack.dev/reference/app-manifest
 */
export function slackManifest({ publicUrl, isSocketMode = false }: ManifestOptions = {}): string {
  const address = text(`${(publicUrl ?? PLACEHOLDER_ADDRESS).replace(/\/+$/, "")}${eventsPath}`);
  const url = (indent: string, name: string) => (isSocketMode ? [] : [`${indent}${name}: ${address}`]);
  return [
    "# Slack app manifest of Docent, written from adapters/slack/permissions.ts.",
    ...(publicUrl || isSocketMode
      ? []
      : [`# Replace ${PLACEHOLDER_ADDRESS} (three times) with the https address that reaches your Docent.`]),
    "display_information:",
    "  name: Docent",
    "  description: Ask what your organisation's documents say.",
    `  long_description: ${text(LONG_DESCRIPTION)}`,
    '  background_color: "#1f3a5f"',
    "features:",
    "  app_home:",
    "    home_tab_enabled: true",
    "    messages_tab_enabled: true",
    "    messages_tab_read_only_enabled: false",
    "  agent_view:",
    `    agent_description: ${text("Answers questions from your organisation's documents, with the passages each sentence rests on.")}`,
    "    suggested_prompts:",
    ...suggestedPrompts.flatMap(({ title, message }) => [
      `      - title: ${text(title)}`,
      `        message: ${text(message)}`,
    ]),
    "  bot_user:",
    "    display_name: Docent",
    "    always_online: true",
    "  slash_commands:",
    `    - command: ${commandName}`,
    ...url("      ", "url"),
    "      description: Ask what the documents say; only you see the answer",
    `      usage_hint: ${text("[your question, or help]")}`,
    "      should_escape: true",
    "oauth_config:",
    "  scopes:",
    "    bot:",
    ...scopes(false),
    "    # Docent works without these; whoever approves the app may leave them out.",
    "    bot_optional:",
    ...scopes(true),
    "settings:",
    "  event_subscriptions:",
    ...url("    ", "request_url"),
    "    bot_events:",
    ...Object.entries(botEvents).flatMap(([name, reason]) => [`      # ${reason}`, `      - ${name}`]),
    "  interactivity:",
    "    is_enabled: true",
    ...url("    ", "request_url"),
    "  org_deploy_enabled: false",
    `  socket_mode_enabled: ${isSocketMode}`,
    "  token_rotation_enabled: false",
    "",
  ].join("\n");
}

const LONG_DESCRIPTION = [
  "Docent answers questions from the documents your organisation gave it, in channels, threads, direct messages and by command.",
  "Each sentence of an answer names the passage it rests on, and every text is checked before anyone sees it.",
  "In a channel Docent uses only documents that everyone there may read; in private, those that you may read.",
  "When the documents do not answer a question, it says so.",
].join(" ");

function scopes(isOptional: boolean): string[] {
  return Object.entries(botScopes).flatMap(([name, scope]) =>
    "optional" in scope === isOptional ? [`      # ${scope.reason}`, `      - ${name}`] : [],
  );
}

/** A JSON string is a YAML string too. */
const text = (value: string) => JSON.stringify(value);
