import { readFile } from "node:fs/promises";
import { parse } from "yaml";
import { slackManifest } from "../../../adapters/slack/manifest.ts";
import {
  botEvents,
  commandName,
  eventsPath,
  optionalScopes,
  requiredScopes,
} from "../../../adapters/slack/permissions.ts";

const file = await readFile(new URL("../../../manifests/slack/manifest.yaml", import.meta.url), "utf8");
const manifest = parse(file);

test("the manifest is what the tables of permissions say", () => {
  expect(file).toBe(slackManifest());
  expect(manifest.oauth_config.scopes).toEqual({ bot: requiredScopes, bot_optional: optionalScopes });
  expect(manifest.settings.event_subscriptions.bot_events).toEqual(Object.keys(botEvents));
  expect(manifest.features.slash_commands.map(({ command }: { command: string }) => command)).toEqual([
    commandName,
  ]);
});

test("events, commands and buttons come to one address over HTTP, and to none in Socket Mode", () => {
  const { features, settings } = parse(slackManifest({ publicUrl: "https://docent.acme.com/" }));
  const address = `https://docent.acme.com${eventsPath}`;
  expect(features.slash_commands[0].url).toBe(address);
  expect(settings.event_subscriptions.request_url).toBe(address);
  expect(settings.interactivity).toEqual({ is_enabled: true, request_url: address });
  const socket = parse(slackManifest({ isSocketMode: true }));
  expect(JSON.stringify(socket)).not.toContain("https://");
  expect(socket.settings).toMatchObject({
    socket_mode_enabled: true,
    org_deploy_enabled: false,
    token_rotation_enabled: false,
    interactivity: { is_enabled: true },
  });
});

test("the texts keep to Slack's limits", () => {
  const { display_information: shown, features } = manifest;
  expect(shown.name.length).toBeLessThanOrEqual(35);
  expect(shown.description.length).toBeLessThanOrEqual(140);
  expect(shown.long_description.length).toBeGreaterThanOrEqual(174);
  expect(features.agent_view.agent_description.length).toBeLessThanOrEqual(300);
  expect(features.agent_view.suggested_prompts.length).toBeLessThanOrEqual(4);
});
