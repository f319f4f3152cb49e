import { SlackSetupError } from "../../../adapters/slack/workspace.ts";
import { visibleText } from "../../stand-ins/slack-blocks.ts";
import { eventCallback, message } from "../../stand-ins/slack-requests.ts";
import { type Bench, openBench } from "./slack-bench.ts";

let bench: Bench;
afterEach(() => bench.close());

test("connecting says where to", async () => {
  bench = await openBench();
  expect(bench.log.info).toHaveBeenCalledWith("Slack is connected to Stand-in", { mode: "HTTP" });
  expect(bench.surface.name).toBe("Slack");
});

test("each missing scope is one line that names the manifest", async () => {
  bench = await openBench({ isStarted: false });
  bench.slack.scopes = bench.slack.scopes.filter((scope) => scope !== "im:history" && scope !== "users:read");
  const refused = bench.surface.start();
  await expect(refused).rejects.toThrow(SlackSetupError);
  await expect(refused).rejects.toThrow(
    /scope im:history.*manifests\/slack\/manifest\.yaml.*\n.*scope users:read/,
  );
});

test("a missing optional scope is a warning", async () => {
  bench = await openBench({ isStarted: false });
  bench.slack.scopes = bench.slack.scopes.filter((scope) => scope !== "usergroups:read");
  await bench.surface.start();
  expect(bench.log.warn).toHaveBeenCalledWith(expect.stringContaining("optional scope usergroups:read"));
});

test.each([
  ["invalid_auth", "Copy the Bot User OAuth Token"],
  ["token_revoked", "Reinstall the app"],
  ["token_expired", "Turn token rotation off"],
  ["internal_error", "Check that this machine may open"],
])("a token refused as %s says what to do", async (error, remedy) => {
  bench = await openBench({ isStarted: false });
  bench.slack.always("auth.test", { error });
  await expect(bench.surface.start()).rejects.toThrow(remedy);
});

test("Socket Mode: events are acknowledged when they are durable, and left to come again when not", async () => {
  bench = await openBench({ isSocketMode: true });
  expect(bench.surface.name).toBe("Slack (Socket Mode)");
  const { slack, turns } = bench;
  const written = message(slack, { user: "U1", channel: "D1", text: "by socket?" }).payload;
  const envelope = { type: "events_api", payload: written, accepts_response_payload: false };
  turns.ledger = async () => {
    throw new Error("disk full");
  };
  slack.socket.send({ ...envelope, envelope_id: "e1" });
  await slack.until(() => bench.log.error.mock.calls.length > 0);
  expect(slack.socket.acknowledged).toEqual([]);
  turns.ledger = async () => undefined;
  slack.socket.send({ ...envelope, envelope_id: "e2", retry_attempt: 1, retry_reason: "timeout" });
  await slack.until(() => slack.socket.acknowledged.length === 1);
  expect(slack.socket.acknowledged[0]?.envelope_id).toBe("e2");
  await slack.until(() => slack.callsTo("chat.stopStream").length === 1);
  expect(turns.asks.map(({ question }) => question)).toEqual(["by socket?"]);
});

test("Socket Mode: a refused app token says what to do", async () => {
  bench = await openBench({ isSocketMode: true, isStarted: false });
  bench.slack.always("apps.connections.open", { error: "not_allowed_token_type" });
  await expect(bench.surface.start()).rejects.toThrow("scope connections:write");
});

test("opening Docent shows suggestions under Messages and a page under Home", async () => {
  bench = await openBench();
  const open = (tab: string) =>
    bench.send(
      eventCallback(bench.slack, {
        type: "app_home_opened",
        user: "U1",
        channel: "D1",
        tab,
        event_ts: "1.1",
      }),
    );
  await open("messages");
  await open("home");
  const [prompts] = bench.slack.callsTo("assistant.threads.setSuggestedPrompts");
  expect(prompts?.response).toEqual({ ok: true });
  const [home] = bench.slack.callsTo("views.publish");
  expect(home?.response).toMatchObject({ ok: true });
  expect(visibleText(home?.given.view)).toContain("Who sees what");
});

test("removal from the workspace is logged with what to do", async () => {
  bench = await openBench();
  await bench.send(eventCallback(bench.slack, { type: "tokens_revoked", tokens: { bot: ["U0"] } }));
  expect(bench.log.error).toHaveBeenCalledWith(expect.stringContaining("Reinstall the app"));
});
