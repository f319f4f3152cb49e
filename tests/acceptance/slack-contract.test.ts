/** The stand-in for Slack speaks as Slack does: its answers and requests are held against Slack's own samples. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { TO_SEARCH } from "../../src/access/membership.ts";
import { channelId, personId } from "../../src/access/scopes.ts";
import { type Bench, openBench } from "../adapters/slack/slack-bench.ts";
import { shapeProblems } from "../contracts/slack-shape.ts";
import { startSlackDocent } from "../stand-ins/slack-docent.ts";
import {
  buttonPress,
  eventCallback,
  mention,
  message,
  type SlackPayload,
  slashCommand,
  viewSubmission,
} from "../stand-ins/slack-requests.ts";
import { spoken } from "../stand-ins/slack-scripted-turns.ts";
import { describeWithData } from "./shared-data.ts";

/** Slack publishes no sample for these. */
const withoutSample = ["chat.postMessage", "chat.update", "conversations.replies", "response_url"];

/** What the stand-in sends when channels and their files and messages change, by the name of Slack's sample. */
const channelEvents = {
  MemberJoinedChannel: { user: "U1", channel: "C1", channel_type: "C", team: "T1", inviter: "U2" },
  FileCreated: { file_id: "F1", user_id: "U1", file: { id: "F1" } },
  FileShared: { file_id: "F1", user_id: "U1", file: { id: "F1" }, channel_id: "C1" },
  FileChange: { file_id: "F1", file: { id: "F1" } },
  FilePublic: { file_id: "F1", user_id: "U1", file: { id: "F1" } },
  FileUnshared: { file_id: "F1", user_id: "U1", file: { id: "F1" }, channel_id: "C1" },
  FileDeleted: { file_id: "F1", channel_ids: ["C1"] },
  ChannelRename: { channel: { id: "C1", name: "towers", created: 1 } },
  ChannelUnshared: { previously_connected_team_id: "T2", channel: "C1", is_ext_shared: false },
  ChannelIdChanged: { old_channel_id: "C1", new_channel_id: "C2" },
  ChannelLeft: { channel: "C1", actor_id: "U1" },
  GroupLeft: { channel: "G1", actor_id: "U1" },
  ChannelUnarchive: { channel: "C1", user: "U1" },
  ChannelDeleted: { channel: "C1" },
};

describeWithData("Slack's samples", (shared) => {
  const sampleOf = (...path: string[]) =>
    JSON.parse(readFileSync(join(shared, "specs", "slack", ...path), "utf8")) as unknown;
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench({
      script: (ask) => spoken(ask, [["Sixteen weeks.", [1]]], { privateSources: 1 }),
    });
    bench.slack.groups.set("S1", ["U1"]);
  });
  afterAll(() => bench.close());

  test("every answer that a whole day of Docent gets has keys and types that Slack knows", async () => {
    const { slack, surface, turns } = bench;
    const asked = { user: "U1", channel: "C1", text: "how long?" };
    const home = { type: "app_home_opened", user: "U1", channel: "D1", event_ts: "1.1" };
    for (const payload of [
      mention(slack, asked),
      message(slack, { ...asked, channel: "D1" }),
      slashCommand(slack, asked),
      eventCallback(slack, { ...home, tab: "messages" }),
      eventCallback(slack, { ...home, tab: "home" }),
      buttonPress(slack, { user: "U1", channel: "C1", action: "docent_checked", value: "ask_1" }),
    ]) {
      expect((await bench.send(payload)).status).toBe(200);
    }
    await turns.settled();
    slack.always("response_url", { httpStatus: 404 });
    slack.always("chat.startStream", { error: "unknown_method" });
    await bench.send(slashCommand(slack, asked));
    await bench.send(mention(slack, asked));
    await turns.settled();
    await surface.membership?.source.person(personId("slack:U1"), TO_SEARCH);
    await surface.membership?.source.channel(channelId("slack:C1"), TO_SEARCH);
    for (const method of ["apps.connections.open", "chat.delete"])
      await fetch(`${slack.apiUrl}${method}`, { method: "POST", body: "" });
    await slack.until(() => slack.callsTo("views.open").length === 1);

    const methods = new Set(slack.calls.map(({ method }) => method));
    expect(methods.size).toBeGreaterThanOrEqual(18);
    for (const { method, response, status } of slack.calls) {
      if (withoutSample.includes(method) || status !== 200) continue;
      expect([method, shapeProblems(response, sampleOf("api", `${method}.json`))]).toEqual([method, []]);
    }
  });

  test("every method without a sample is one that Slack publishes none for", () => {
    for (const { method } of bench.slack.calls) {
      const isThere = existsSync(join(shared, "specs", "slack", "api", `${method}.json`));
      expect([method, isThere]).toEqual([method, !withoutSample.includes(method)]);
    }
  });

  test("every request that the tests send has the shape of Slack's own", () => {
    const { slack } = bench;
    const written = { user: "U1", channel: "C1", text: "x", thread: "1.0" };
    const requests: [SlackPayload, ...string[]][] = [
      [mention(slack, written), "events", "AppMentionPayload.json"],
      [message(slack, written), "events", "MessagePayload.json"],
      [slashCommand(slack, written), "app-backend", "slash-commands", "SlashCommandPayload.json"],
      [
        buttonPress(slack, { ...written, action: "a", value: "v" }),
        "app-backend",
        "interactive-components",
        "BlockActionPayload.json",
      ],
      [
        viewSubmission(slack, { user: "U1", callback: "c", metadata: "m", values: {} }),
        "app-backend",
        "views",
        "ViewSubmissionPayload.json",
      ],
      ...Object.entries({
        MemberLeftChannel: { user: "U1", channel: "C1", channel_type: "C", team: "T1" },
        ChannelArchive: { user: "U1", channel: "C1" },
        ChannelShared: { connected_team_id: "T2", channel: "C1" },
        SubteamMembersChanged: {
          subteam_id: "S1",
          team_id: "T1",
          added_users: ["U1"],
          removed_users: ["U2"],
        },
        AppHomeOpened: { user: "U1", channel: "D1", tab: "home" },
        TokensRevoked: { tokens: { bot: ["U0"] } },
        UserChange: { user: { id: "U2" }, cache_ts: 1 },
        ...channelEvents,
      }).map(([name, event]): [SlackPayload, ...string[]] => [
        eventCallback(slack, { type: name.replaceAll(/(?<!^)[A-Z]/g, "_$&").toLowerCase(), ...event }),
        "events",
        `${name}Payload.json`,
      ]),
    ];
    for (const [{ payload }, ...path] of requests) {
      expect([path.at(-1), shapeProblems(payload, sampleOf(...path))]).toEqual([path.at(-1), []]);
    }
  });

  test("files, messages and channels have the shape that Slack's events and methods give them", async () => {
    const docent = await startSlackDocent();
    try {
      const { slack } = docent;
      slack.addFile("F1", { channels: ["C1"], content: "# Towers\n\nThe tower is painted turquoise.\n" });
      const thread = slack.write({ channel: "C1", user: "U1", text: "Who painted the tower?" });
      slack.write({ channel: "C1", user: "U2", text: "Cleo painted the tower.", thread });
      await docent.ask("U1", "index messages");
      await docent.eventually(() => docent.ask("U1", "sources"), /1 file and 1 thread\./);
      for (const method of ["conversations.info", "conversations.join", "users.info"]) {
        const { response } = slack.callsTo(method)[0]!;
        expect([method, shapeProblems(response, sampleOf("api", `${method}.json`))]).toEqual([method, []]);
      }
      // There is no sample of files.list and conversations.history: what they list stands in the samples of events.
      const share = sampleOf("events", "MessageFileSharePayload.json") as { event: { files: unknown[] } };
      const { files } = slack.callsTo("files.list")[0]!.response as { files: Record<string, unknown>[] };
      // Where a file is shared stands in the file object's reference only.
      for (const { shares: _, channels: __, groups: ___, ims: ____, ...file } of files)
        expect(shapeProblems(file, share.event.files[0])).toEqual([]);
      // A message that has replies says so in the type that Slack's SDK declares, which the stand-in is checked against.
      const plain = sampleOf("events", "MessagePayload.json") as { event: object };
      const known = { ...plain.event, thread_ts: "", reply_count: 0, latest_reply: "" };
      const { messages } = slack.callsTo("conversations.history")[0]!.response as { messages: object[] };
      for (const each of messages) expect(shapeProblems(each, known)).toEqual([]);
    } finally {
      await docent.stop();
    }
  }, 60_000);
});
