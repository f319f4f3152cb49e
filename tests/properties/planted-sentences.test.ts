/** The whole of Docent between all its platforms and services: what the guard holds back reaches none of them. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { LLMock } from "@copilotkit/aimock";
import { jest } from "@jest/globals";
import fc from "fast-check";
import { type App, createApp } from "../../src/app.ts";
import { askCommand } from "../../src/commands/ask.ts";
import { readSettings } from "../../src/config.ts";
import { removeTemporaryFolders, temporaryFolder } from "../end-to-end/start-docent.ts";
import { type BotFramework, startBotFramework } from "../stand-ins/bot-framework.ts";
import { DOUBTED, HARMFUL, startModeration, type Trouble } from "../stand-ins/moderation.ts";
import { type SlackStandIn, startSlackStandIn } from "../stand-ins/slack-api.ts";
import { mention, sendToDocent, slashCommand } from "../stand-ins/slack-requests.ts";
import { APP_ID, message, TENANT } from "../stand-ins/teams-docent.ts";

const SIGNING_SECRET = "a-signing-secret";
const QUESTION = "Which trees grow in the yard?";
const SAFE = ["Apple trees grow in the yard.", "Pear trees grow behind the kitchen of the yard."];
/** A service finds the first two, a model doubts the third, and the local filters find the last whatever others say. */
const PLANTED = [
  `The ${HARMFUL} trees grow in the yard.`,
  `- Trees of the ${HARMFUL} kind grow in the yard`,
  `The ${DOUBTED} trees grow in the yard.`,
  "The lazy gardeners of the yard are stupid fucking cunts.",
];
const MARKS = new RegExp(`${HARMFUL}|${DOUBTED}|gardeners`, "i");
/** A service that fails three times is left alone for so long. */
const REST_MS = 31_000;

let model: LLMock;
let moderation: Awaited<ReturnType<typeof startModeration>>;
let slack: SlackStandIn;
let microsoft: BotFramework;
let docent: App;
let url: string;
let environment: Record<string, string>;
let aheadMs = 0;
let asked = 0;

beforeAll(async () => {
  const wall = Date.now.bind(Date);
  jest.spyOn(Date, "now").mockImplementation(() => wall() + aheadMs);
  const folder = await temporaryFolder();
  await mkdir(join(folder, "documents"));
  await writeFile(
    join(folder, "documents", "trees.md"),
    `# Trees in the yard\n\n${[...SAFE, ...PLANTED].join("\n\n")}\n`,
  );
  model = new LLMock({ port: 0, host: "127.0.0.1", logLevel: "silent" });
  await model.start();
  moderation = await startModeration();
  slack = await startSlackStandIn();
  slack.addPerson("U1", { name: "Ana" });
  slack.addChannel("C1", ["U1"]);
  microsoft = await startBotFramework({ appId: APP_ID });
  microsoft.rosters.set("a:chat-with-ana", [
    { id: "29:ana", aadObjectId: "ana-object-id", name: "Ana", tenantId: TENANT, userRole: "user" },
  ]);
  environment = {
    PORT: "0",
    DOCENT_DOCUMENTS: join(folder, "documents"),
    DOCENT_POLICY: "strict",
    DOCENT_MODEL: "openai:scripted",
    OPENAI_API_KEY: "sk-test",
    OPENAI_BASE_URL: `${model.url}/v1`,
    DOCENT_MODERATION: "openai",
    OPENAI_MODERATION_URL: `${moderation.url}/v1`,
    DOCENT_GROUNDING: "model",
    DOCENT_GROUNDING_MODEL: "a-judge",
    DOCENT_JUDGE_URL: `${moderation.url}/v1`,
    DOCENT_MODERATION_TIMEOUT_MS: "1000",
  };
  const silent = () => {};
  docent = await createApp({
    settings: readSettings({
      ...environment,
      DOCENT_DATA: join(folder, "data"),
      SLACK_BOT_TOKEN: "xoxb-stand-in",
      SLACK_SIGNING_SECRET: SIGNING_SECRET,
      SLACK_API_URL: slack.apiUrl,
      TEAMS_APP_ID: APP_ID,
      TEAMS_APP_PASSWORD: "secret",
      TEAMS_TENANT_ID: TENANT,
      TEAMS_OPENID_METADATA_URL: microsoft.openIdMetadataUrl,
      TEAMS_LOGIN_URL: microsoft.loginUrl,
    }),
    log: { error: silent, warn: silent, info: silent, debug: silent },
    report: () => {},
  });
  ({ url } = await docent.start());
});

afterAll(async () => {
  await docent.stop();
  await Promise.all([model.stop(), moderation.stop(), slack.close(), microsoft.stop()]);
  await removeTemporaryFolders();
  jest.restoreAllMocks();
});

/** Has the model write this, in pieces of so many characters. */
function script(draft: string, chunkSize: number): void {
  model.clearFixtures();
  model.onMessage(/./s, { content: draft }, { chunkSize });
}

/** Everything that went to a platform because of one ask there, from first to last. */
const surfaces: Readonly<Record<string, () => Promise<string>>> = {
  async "a mention in Slack, streamed"() {
    const before = slack.calls.length;
    await sendToDocent(
      `${url}/slack/events`,
      SIGNING_SECRET,
      mention(slack, { user: "U1", channel: "C1", text: QUESTION }),
    );
    const those = () => slack.calls.slice(before).filter(({ given }) => given.channel === "C1");
    await slack.until(
      () => those().some(({ method }) => /chat\.(stopStream|postMessage)/.test(method)),
      20_000,
    );
    return JSON.stringify(those());
  },
  async "a command in Slack"() {
    const before = slack.callsTo("response_url").length;
    const { body } = await sendToDocent(
      `${url}/slack/events`,
      SIGNING_SECRET,
      slashCommand(slack, { user: "U1", channel: "C1", text: QUESTION }),
    );
    await slack.until(() => slack.callsTo("response_url").length > before, 20_000);
    return body + JSON.stringify(slack.callsTo("response_url").slice(before));
  },
  async "a chat in Teams"() {
    const before = microsoft.calls.length;
    await fetch(`${url}/api/messages`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${await microsoft.token()}` },
      body: JSON.stringify(message(microsoft, { id: `planted-${++asked}`, text: QUESTION })),
    });
    const those = () => microsoft.calls.slice(before);
    while (
      !those().some(
        ({ method, body }) =>
          body?.type === "message" &&
          (method === "PUT" ||
            body.entities?.some(({ streamType }: { streamType?: string }) => streamType === "final")),
      )
    )
      await sleep(20);
    return JSON.stringify(those());
  },
  "the console's stream": () => askOverHttp("text/event-stream"),
  "the API": () => askOverHttp("application/json"),
  async "the command line"() {
    const written = jest.spyOn(process.stdout, "write").mockImplementation(() => true);
    const before = process.env;
    process.env = { ...before, ...environment, DOCENT_DATA: await temporaryFolder() };
    try {
      await askCommand(QUESTION, {});
      return written.mock.calls.join("");
    } finally {
      process.env = before;
      written.mockRestore();
    }
  },
};

async function askOverHttp(accept: string): Promise<string> {
  const response = await fetch(`${url}/api/ask`, {
    method: "POST",
    headers: { "content-type": "application/json", accept },
    body: JSON.stringify({ question: QUESTION }),
  });
  return response.text();
}

const draftOf = (sentences: readonly string[]): string =>
  sentences
    .map((sentence) => (sentence.startsWith("-") ? `\n\n${sentence} [1]\n\n` : `${sentence} [1] `))
    .join("");

const { "the command line": _, ...platforms } = surfaces;

describe("planted sentences that the documents support", () => {
  test.each(Object.keys(surfaces))("reach nobody by %s, while safe ones do", async (name) => {
    aheadMs += REST_MS;
    moderation.state.trouble = undefined;
    script(draftOf([PLANTED[0]!, SAFE[0]!, ...PLANTED, SAFE[1]!, PLANTED[3]!]), 7);
    const sent = await surfaces[name]!();
    expect(sent).not.toMatch(MARKS);
    expect(sent).toContain("Apple trees grow in the yard");
    expect(sent).toContain("Pear trees grow behind the kitchen");
  });

  test("reach nobody on any platform, whatever the draft, its pieces, and the troubles of a service that disagrees", async () => {
    const trouble = fc.constantFrom<Trouble | undefined>(
      undefined,
      undefined,
      "slow",
      500,
      "nonsense",
      "silence",
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...SAFE, ...PLANTED), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 30 }),
        fc.array(trouble, { minLength: 1, maxLength: 8 }),
        async (sentences, chunkSize, troubles) => {
          aheadMs += REST_MS;
          let request = 0;
          moderation.state.trouble = () => troubles[request++ % troubles.length];
          script(draftOf(sentences), chunkSize);
          const sent = await Promise.all(Object.values(platforms).map((ask) => ask()));
          expect(sent.join("\n")).not.toMatch(MARKS);
        },
      ),
      { numRuns: 4 },
    );
  });
});
