/**
 * Records what Docent sends to Slack for one `/ask` and one mention, from the real program against the stand-in:
 * `node tests/stand-ins/record-slack.ts > docs/recordings/slack.json`
 */
import { removeTemporaryFolders, startDocent } from "../end-to-end/start-docent.ts";
import { startSlackStandIn } from "./slack-api.ts";
import { mention, sendToDocent, slashCommand } from "./slack-requests.ts";

const signingSecret = "a-signing-secret";
const question = "How many weeks of parental leave do I get?";

const slack = await startSlackStandIn();
slack.addPerson("U1", { name: "Ana" });
slack.addChannel("C1", ["U1"]);
const docent = await startDocent({
  environment: {
    SLACK_BOT_TOKEN: "xoxb-stand-in",
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_API_URL: slack.apiUrl,
    DOCENT_PUBLIC_URL: "https://docent.example.com",
  },
});
try {
  const began = slack.calls.length;
  const send = (payload: Parameters<typeof sendToDocent>[2]) =>
    sendToDocent(`${docent.url}/slack/events`, signingSecret, payload);
  await send(slashCommand(slack, { user: "U1", channel: "C1", text: question }));
  await slack.until(() => slack.callsTo("response_url").length === 1, 20_000);
  await send(mention(slack, { user: "U1", channel: "C1", text: question }));
  await slack.until(() => slack.callsTo("chat.stopStream").length === 1, 20_000);
  const recorded = slack.calls.slice(began).map(({ method, given, status }) => ({ method, given, status }));
  process.stdout.write(`${JSON.stringify(recorded, null, 2)}\n`);
} finally {
  await docent.end();
  await slack.close();
  await removeTemporaryFolders();
}
