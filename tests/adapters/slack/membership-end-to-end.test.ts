/** Who reads what in Slack, through the whole of Docent: signed requests, real Bolt app, real turns; the clock is the test's. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { jest } from "@jest/globals";
import { TO_SHOW } from "../../../src/access/membership.ts";
import { type App, createApp } from "../../../src/app.ts";
import { readSettings } from "../../../src/config.ts";
import { type SlackStandIn, startSlackStandIn } from "../../stand-ins/slack-api.ts";
import { visibleText } from "../../stand-ins/slack-blocks.ts";
import { eventCallback, mention, sendToDocent, slashCommand } from "../../stand-ins/slack-requests.ts";

const SECRET = "a-signing-secret";
const DISCOUNT = "What is the largest discount for a new customer?";
const LEAVE = "How many days of annual leave does every employee have?";
const BONUS = "How large is the bonus for a referral?";
/** What tells Docent who is who and where. */
const MEMBERSHIP =
  /^(?:users\.(?:info|list|conversations)|conversations\.(?:info|members)|usergroups\.list)$/;

let folder: string;
let slack: SlackStandIn;
let docent: App;
let url: string;
/** Docent's clock is this far ahead. */
let aheadMs = 0;

beforeAll(async () => {
  const wall = Date.now.bind(Date);
  jest.spyOn(Date, "now").mockImplementation(() => wall() + aheadMs);
  folder = await mkdtemp(join(tmpdir(), "docent-slack-membership-"));
  const documents = join(folder, "documents");
  await mkdir(documents);
  await Promise.all([
    writeFile(
      join(documents, "leave.md"),
      "# Leave\n\n## Annual leave\n\nEvery employee has 28 days of annual leave a year.\n",
    ),
    writeFile(
      join(documents, "prices.md"),
      "# Prices\n\n## Discounts\n\nThe largest discount for a new customer is 12 percent.\n",
    ),
    writeFile(
      join(documents, "bonus.md"),
      "# Bonus\n\n## Referrals\n\nThe bonus for a referral is 900 euros.\n",
    ),
    writeFile(
      join(documents, "docent.json"),
      JSON.stringify({
        documents: [
          { path: "prices.md", scopes: ["channel:slack:CSALES"] },
          { path: "bonus.md", scopes: ["group:slack:SLEADS"] },
        ],
      }),
    ),
  ]);
  slack = await startSlackStandIn();
  docent = await createApp({
    settings: readSettings({
      PORT: "0",
      DOCENT_DATA: join(folder, "data"),
      DOCENT_DOCUMENTS: documents,
      SLACK_BOT_TOKEN: "xoxb-stand-in",
      SLACK_SIGNING_SECRET: SECRET,
      SLACK_API_URL: slack.apiUrl,
    }),
    log: { error: () => undefined, warn: () => undefined, info: () => undefined, debug: () => undefined },
    report: () => undefined,
  });
  ({ url } = await docent.start());
});

beforeEach(() => {
  // What was remembered and said in the test before counts no more.
  aheadMs += 24 * 3_600_000;
  slack.addPerson("UANA", { name: "Ana" });
  slack.addPerson("UBEN", { name: "Ben" });
  slack.addChannel("CSALES", ["UANA", "UBEN"], { isPrivate: true });
  slack.addChannel("CALL", ["UANA", "UBEN"]);
  slack.groups.set("SLEADS", ["UANA"]);
});

afterAll(async () => {
  await docent.stop();
  await slack.close();
  await rm(folder, { recursive: true, force: true });
  jest.restoreAllMocks();
});

const send = (payload: Parameters<typeof sendToDocent>[2]) =>
  sendToDocent(`${url}/slack/events`, SECRET, payload);
const happens = (event: Record<string, unknown>) => send(eventCallback(slack, { event_ts: "1.1", ...event }));

/** What Ana is answered in private, to the same question `times` at once. */
async function askAtOnce(text: string, times: number): Promise<string[]> {
  const before = slack.callsTo("response_url").length;
  for (let time = 0; time < times; time += 1)
    await send(slashCommand(slack, { user: "UANA", channel: "CALL", text }));
  await slack.until(() => slack.callsTo("response_url").length === before + times, 20_000);
  return slack
    .callsTo("response_url")
    .slice(before)
    .map(({ given }) => visibleText(given.blocks));
}
const ask = async (text: string): Promise<string> => (await askAtOnce(text, 1))[0] as string;

/** What is answered in a channel. */
async function mentionIn(channel: string, text: string): Promise<string> {
  const before = slack.messages.length;
  await send(mention(slack, { user: "UANA", channel, text }));
  await slack.until(() => slack.messages.length > before && !slack.messages.at(-1)?.isStreaming, 20_000);
  return `${slack.messages.at(-1)?.text} ${visibleText(slack.messages.at(-1)?.blocks)}`;
}

const leaves = (channel: string) => {
  const found = slack.channels.get(channel);
  if (found)
    slack.channels.set(channel, { ...found, members: found.members.filter((user) => user !== "UANA") });
};

test("whoever leaves a channel gets nothing of it at the very next question", async () => {
  expect(await ask(DISCOUNT)).toContain("12 percent");
  leaves("CSALES");
  await happens({ type: "member_left_channel", user: "UANA", channel: "CSALES", channel_type: "C" });
  expect(await ask(DISCOUNT)).not.toMatch(/12 percent|Prices/);
});

test("whoever joins one gets its documents at the very next question", async () => {
  leaves("CSALES");
  expect(await ask(DISCOUNT)).not.toMatch(/12 percent|Prices/);
  slack.addChannel("CSALES", ["UANA", "UBEN"], { isPrivate: true });
  await happens({ type: "member_joined_channel", user: "UANA", channel: "CSALES", channel_type: "C" });
  expect(await ask(DISCOUNT)).toContain("12 percent");
});

test.each<[string, string, RegExp, () => void]>([
  ["a channel that was left", DISCOUNT, /12 percent|Prices/, () => leaves("CSALES")],
  ["a group", BONUS, /900 euros|Bonus/, () => void slack.groups.set("SLEADS", [])],
  ["the organisation", LEAVE, /28 days|Leave, /, () => slack.addPerson("UANA", { isGuest: true })],
  [
    "everything, with the account",
    LEAVE,
    /28 days|Leave, /,
    () => slack.addPerson("UANA", { isDeleted: true }),
  ],
  [
    "a private channel that Docent was taken out of",
    DISCOUNT,
    /12 percent|Prices/,
    () => {
      slack.addChannel("CSALES", ["UANA", "UBEN"], { isPrivate: true, withoutBot: true });
    },
  ],
])(
  "when the event is lost, %s reaches nobody who lost it after five seconds",
  async (_, question, text, lose) => {
    expect(await ask(question)).toMatch(text);
    lose();
    aheadMs += TO_SHOW.maxAgeMs + 1;
    expect(await ask(question)).not.toMatch(text);
    expect(TO_SHOW.maxAgeMs).toBe(5_000);
  },
);

test("a guest who joins a channel hides the organisation's documents from it, at once by event, in seconds without", async () => {
  slack.addPerson("UGUEST", { isGuest: true });
  expect(await mentionIn("CALL", LEAVE)).toContain("28 days");
  slack.addChannel("CALL", ["UANA", "UBEN", "UGUEST"]);
  await happens({ type: "member_joined_channel", user: "UGUEST", channel: "CALL", channel_type: "C" });
  expect(await mentionIn("CALL", LEAVE)).not.toContain("28 days");
  slack.addChannel("CALL", ["UANA", "UBEN"]);
  await happens({ type: "member_left_channel", user: "UGUEST", channel: "CALL", channel_type: "C" });
  expect(await mentionIn("CALL", LEAVE)).toContain("28 days");
  slack.addChannel("CALL", ["UANA", "UBEN", "UGUEST"]);
  aheadMs += TO_SHOW.maxAgeMs + 1;
  expect(await mentionIn("CALL", LEAVE)).not.toContain("28 days");
});

test("an outage of Slack narrows what is answered, and ends with it", async () => {
  expect(await ask(LEAVE)).toContain("28 days");
  aheadMs += TO_SHOW.maxAgeMs + 1;
  slack.always("users.info", { error: "internal_error" });
  expect(await ask(LEAVE)).not.toContain("28 days");
  slack.always("users.info", undefined);
  expect(await ask(LEAVE)).toContain("28 days");
});

describe("what it costs", () => {
  /** Ana reads what is for the organisation, and no more. */
  const onlyOrganisation = () => {
    leaves("CSALES");
    slack.groups.set("SLEADS", []);
  };
  const cost = async (work: () => Promise<unknown>): Promise<Record<string, number>> => {
    const before = slack.calls.length;
    await work();
    const counts: Record<string, number> = {};
    for (const { method } of slack.calls.slice(before))
      if (MEMBERSHIP.test(method)) counts[method] = (counts[method] ?? 0) + 1;
    return counts;
  };

  test("ten private questions of one person in a minute: twelve calls, one cheap one for each but the first", async () => {
    onlyOrganisation();
    const spread = await cost(async () => {
      for (let question = 0; question < 10; question += 1) {
        expect(await ask(LEAVE)).toContain("28 days");
        aheadMs += 6_000;
      }
    });
    expect(spread).toEqual({ "users.info": 10, "users.conversations": 1, "usergroups.list": 1 });
  });

  test("ten at a time: three calls", async () => {
    onlyOrganisation();
    const burst = await cost(() => askAtOnce(LEAVE, 10));
    expect(burst).toEqual({ "users.info": 1, "users.conversations": 1, "usergroups.list": 1 });
  });

  test("a question that rests on a channel asks for its members too, once for all of them", async () => {
    slack.groups.set("SLEADS", []);
    const first = await cost(() => ask(DISCOUNT));
    expect(first).toEqual({
      "conversations.members": 1,
      "users.info": 1,
      "users.conversations": 1,
      "usergroups.list": 1,
    });
    aheadMs += TO_SHOW.maxAgeMs + 1;
    const one = await cost(() => askAtOnce(DISCOUNT, 2));
    expect(one).toEqual({ "conversations.members": 1, "users.info": 1 });
  });

  test("ten questions in one channel in a minute: one call each, and three that last", async () => {
    onlyOrganisation();
    const spread = await cost(async () => {
      for (let question = 0; question < 10; question += 1) {
        expect(await mentionIn("CALL", LEAVE)).toContain("28 days");
        aheadMs += 5_900;
      }
    });
    const { "conversations.members": members, ...rest } = spread;
    expect(members).toBe(10);
    expect(Object.values(rest).reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(6);
  });
});
