/** Forgetting on request reaches what Docent keeps of Slack's channels. */

import { personId } from "../../../src/access/scopes.ts";
import { places } from "../../../src/app.ts";
import type { Core } from "../../../src/core.ts";
import { type SlackDocent, startSlackDocent } from "../../stand-ins/slack-docent.ts";

const DOOR = "Which door does the courier use?";
const SOFA = "Which colour is the new sofa?";

let docent: SlackDocent;
let core: Core;
beforeEach(async () => {
  docent = await startSlackDocent();
  core = docent.core;
  for (const place of places(core)) core.forgetting.addPlace(place);
  const { slack } = docent;
  slack.channels.set("C1", { ...slack.channels.get("C1")!, members: ["U1", "U2", "UADMIN", slack.bot.user] });
  const door = slack.write({ channel: "C1", user: "U1", text: DOOR });
  slack.write({ channel: "C1", user: "U2", text: "The courier uses the Hawthorn door.", thread: door });
  const sofa = slack.write({ channel: "C1", user: "U1", text: SOFA });
  slack.write({ channel: "C1", user: "U1", text: "The new sofa is of the colour vermilion.", thread: sofa });
  await docent.ask("U1", "index messages");
  await docent.eventually(() => docent.ask("U1", DOOR), /Hawthorn/);
  await docent.eventually(() => docent.ask("U1", SOFA), /vermilion/);
});
afterEach(() => docent.stop());

const stored = async () =>
  JSON.stringify(await core.db.selectFrom("slack_messages").select(["speaker", "text"]).execute());
test("a forgotten thread leaves index and database, and does not come back with Slack's next listing", async () => {
  const documents = await core.catalogue.list(core.tenant);
  const thread = documents.find(({ title }) => title.startsWith("Which door"))!;
  const certificate = await core.forgetting.document(thread, "test");
  expect(certificate.verified).toBe(true);
  expect(certificate.removals).toContainEqual(
    expect.objectContaining({ place: "Slack's channels", what: "messages", removed: 2, left: 0 }),
  );
  expect(await stored()).not.toMatch(/Hawthorn|courier/);
  await core.db.updateTable("slack_channels").set({ walked_at: 1 }).execute();
  const again = await docent.restart();
  docent = again;
  core = again.core;
  await again.eventually(() => again.ask("U1", SOFA), /vermilion/);
  await again.eventually(() => again.ask("U1", "sources"), /Messages are read\./);
  expect(await stored()).not.toMatch(/Hawthorn|courier/);
  expect(await again.ask("U1", DOOR)).not.toMatch(/Hawthorn/);
});

test("an erased person's messages go, and what others said in the same threads stays", async () => {
  const certificate = await core.forgetting.person(personId("slack:U2"), "test");
  expect(certificate.verified).toBe(true);
  expect(certificate.removals).toContainEqual(
    expect.objectContaining({ place: "Slack's channels", what: "messages", removed: 1, left: 0 }),
  );
  expect(await stored()).not.toMatch(/Hawthorn|U2/);
  await docent.eventually(() => docent.ask("U1", DOOR), /Hawthorn/, false);
  expect(await docent.ask("U1", SOFA)).toMatch(/vermilion/);
});
