/** Versions of one document: the newer answers, the older is labelled, and what one may not read does neither. */
import type { Reply } from "../../src/conversation/reply.ts";
import { replyJson } from "../../src/conversation/reply-json.ts";
import { openWorkplace } from "./open-workplace.ts";
import type { QuietCore } from "./quiet-core.ts";
import { removeTemporaryFolders } from "./start-docent.ts";

const ORG = ["org"];
const document = (file: string, text: string, scopes: readonly string[] = ORG) => ({ file, text, scopes });
const policy = (file: string, title: string, text: string, scopes?: readonly string[]) =>
  document(file, `# ${title}\n\n## Hotels\n\n${text}\n`, scopes);

let docent: QuietCore;
beforeAll(async () => {
  docent = await openWorkplace({
    people: [
      { id: "local:sam", name: "Sam" },
      { id: "local:pat", name: "Pat" },
      { id: "local:mia", name: "Mia", groups: ["managers"] },
    ],
    channels: [{ id: "local:trips", name: "#trips", members: ["local:sam", "local:mia"] }],
    documents: [
      policy(
        "a.md",
        "Travel policy 2023",
        "Hotels are paid up to 150 euros. Breakfast may be claimed as well.",
      ),
      policy(
        "b.md",
        "Travel policy 2024",
        "Hotels are paid up to 180 euros a night, as the travel desk says.",
      ),
      policy("c.md", "Travel policy 2025", "Hotels are paid up to 500 euros.", ["group:managers"]),
      policy("d.md", "Travel policy v9", "Hotels are paid up to 900 euros.", ["channel:local:trips"]),
      policy("e.md", "Bicycle policy v1", "A bicycle may be leased for 36 months.", ["group:managers"]),
      policy("f.md", "Bicycle policy v2", "A bicycle may be leased for 48 months.", ["group:managers"]),
      document(
        "g.md",
        "# Gauge runbook\n\nSuperseded by Gauge hub operations.\n\nThe hub is restarted by the button.\n",
      ),
      document("h.md", "# Gauge hub operations\n\nThe hub is restarted by the command restart-hub.\n"),
      document("i.md", "# Parking\n\nThis page is obsolete.\n\nVisitors park their cars behind the mill.\n"),
      document(
        "j.md",
        "---\nvalid_until: 2020-12-31\n---\n# Canteen hours\n\nThe canteen closes at half past two.\n",
      ),
      document("k.md", "# Desk A\n\nThe quiet room may be booked for at most 30 minutes a day.\n"),
      document("l.md", "# Desk B\n\nThe quiet room may be booked for at most 90 minutes a day.\n"),
      document("m.md", "# Ring one\n\nThis document supersedes Ring two. The bell tower opens at ten.\n"),
      document("n.md", "# Ring two\n\nThis document supersedes Ring one. The bell tower opens at noon.\n"),
    ],
  });
});
afterAll(async () => {
  await docent.close();
  await removeTemporaryFolders();
});

const labels = (reply: Reply) => replyJson(reply).citations.map(({ title, freshness }) => [title, freshness]);
const older = (newer: string) =>
  expect.stringMatching(new RegExp(`^older version, of \\d.*; newer: ${newer}$`));

test("the newer version answers, whichever of them fits the words better", async () => {
  const reply = await docent.ask("Up to how many euros are hotels paid?", { as: "local:pat" });
  expect(reply.text.text).toContain("180 euros");
  expect(reply.text.text).not.toContain("150 euros");
  expect(labels(reply)).toEqual([["Travel policy 2024", expect.stringMatching(/^modified \d/)]]);
});

test("the older one is cited, with its label, where the newer does not answer", async () => {
  const reply = await docent.ask("May breakfast be claimed?", { as: "local:sam" });
  expect(labels(reply)).toEqual([["Travel policy 2023", older("Travel policy 2024")]]);
  expect(replyJson(reply).citations[0]?.superseded).toMatchObject({
    title: "Travel policy 2024",
    uri: expect.stringMatching(/^\/documents\//),
  });
});

test("and where the question asks for it", async () => {
  const reply = await docent.ask("Up to how many euros were hotels paid in 2023?", { as: "local:sam" });
  expect(reply.text.text).toContain("150 euros");
  expect(labels(reply)).toContainEqual(["Travel policy 2023", older("Travel policy 2024")]);
});

test("what only some may read replaces nothing that all may read", async () => {
  const inPrivate = await docent.ask("May breakfast be claimed?", { as: "local:mia" });
  expect(labels(inPrivate)).toEqual([["Travel policy 2023", older("Travel policy 2024")]]);
  const inChannel = await docent.ask("May breakfast be claimed?", { as: "local:sam", in: "local:trips" });
  expect(labels(inChannel)).toEqual([["Travel policy 2023", older("Travel policy 2024")]]);
});

test("versions for the same few replace each other for those few", async () => {
  const reply = await docent.ask("For how many months may a bicycle be leased?", { as: "local:mia" });
  expect(reply.text.text).toContain("48 months");
  expect(reply.text.text).not.toContain("36 months");
});

test("a document that says what replaced it gives way to that", async () => {
  const reply = await docent.ask("How is the hub restarted?", { as: "local:sam" });
  expect(reply.text.text).toContain("restart-hub");
  expect(reply.text.text).not.toContain("button");
});

test("a document that says of itself that it is out of date is labelled so", async () => {
  const parking = await docent.ask("Where do visitors park their cars?", { as: "local:sam" });
  const canteen = await docent.ask("When does the canteen close?", { as: "local:sam" });
  const outOfDate = expect.stringMatching(/^marked as out of date by its authors, of \d/);
  expect(labels(parking)).toEqual([["Parking", outOfDate]]);
  expect(labels(canteen)).toEqual([["Canteen hours", outOfDate]]);
});

test("two documents that each claim to replace the other both stand", async () => {
  const reply = await docent.ask("When does the bell tower open?", { as: "local:sam" });
  for (const [, freshness] of labels(reply)) expect(freshness).toMatch(/^modified/);
});

test("a reply that names a newer version is shown as long as that one may be read", async () => {
  const { id } = await receive("May breakfast be claimed?");
  const before = await docent.turns.reply(id, { tenant: docent.tenant, person: "local:sam" as never });
  expect(before?.outcome).toBe("answer");
  const newer = before?.citations[0]?.superseded?.by?.passage as string;
  await docent.index.remove(docent.tenant, newer.split(":")[0] as never);
  const after = await docent.turns.reply(id, { tenant: docent.tenant, person: "local:sam" as never });
  expect(JSON.stringify(after)).not.toContain("Travel policy 2024");
});

async function receive(question: string) {
  const reply = await docent.ask(question, { as: "local:sam" });
  return { id: reply.ask };
}
