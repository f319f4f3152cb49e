/** Documents with real role permissions: the same question answers differently because its readers differ. */
import { readFileSync } from "node:fs";
import type { Reply } from "../../src/conversation/reply.ts";
import { openWorkplace } from "../end-to-end/open-workplace.ts";
import type { QuietCore } from "../end-to-end/quiet-core.ts";
import { removeTemporaryFolders } from "../end-to-end/start-docent.ts";
import { describeWithData } from "./shared-data.ts";

interface WorkplaceDocument {
  readonly _id: string;
  readonly title: string;
  readonly text: string;
  readonly rolePermissions: readonly string[];
}

const MANAGER = "local:manager";
const DEMO = "local:demo";
const GENERAL = "local:general";
const MANAGERS_ONLY = "Compensation Framework For It Teams";
const QUESTION = "What are the compensation bands for senior-level employees?";

describeWithData("a workplace whose documents have roles", (shared) => {
  let workplace: QuietCore;

  beforeAll(async () => {
    const corpus = readFileSync(`${shared}/data/retrieval/elastic_workplace/corpus.jsonl`, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as WorkplaceDocument);
    const roles = new Set(corpus.flatMap(({ rolePermissions }) => rolePermissions));
    workplace = await openWorkplace({
      documents: corpus.map(({ _id, title, text, rolePermissions }) => ({
        file: `${_id}.md`,
        text: `# ${title}\n\n${text}`,
        // What every role may read is the organisation's.
        scopes: [
          ...rolePermissions.map((role) => `group:${role}`),
          ...(rolePermissions.length === roles.size ? ["org"] : []),
        ],
      })),
      people: [
        { id: MANAGER, name: "Manager", groups: ["manager"] },
        { id: DEMO, name: "Demo", groups: ["demo"] },
      ],
      channels: [{ id: GENERAL, name: "general", members: [MANAGER, DEMO] }],
    });
  });
  afterAll(async () => {
    await workplace.close();
    await removeTemporaryFolders();
  });

  const sources = (reply: Reply) => reply.citations.map(({ title }) => title.text);

  test("a manager in private is answered from the managers' document", async () => {
    const reply = await workplace.ask(QUESTION, { as: MANAGER });
    expect(reply.outcome).toBe("answer");
    expect(sources(reply)[0]).toBe(MANAGERS_ONLY);
    expect(reply.privateSources).toBe(0);
  });

  test("somebody else in private never hears of it", async () => {
    const reply = await workplace.ask(QUESTION, { as: DEMO });
    expect(JSON.stringify(reply)).not.toContain(MANAGERS_ONLY);
  });

  test("a channel never hears of it; the manager who asked learns that there is more", async () => {
    const reply = await workplace.ask(QUESTION, { as: MANAGER, in: GENERAL });
    expect(JSON.stringify(reply)).not.toContain(MANAGERS_ONLY);
    expect(reply.privateSources).toBeGreaterThanOrEqual(1);
    expect((await workplace.ask(QUESTION, { as: DEMO, in: GENERAL })).privateSources).toBe(0);
  });

  test("what everybody may read answers everybody alike", async () => {
    const question = "Which pets are allowed in the office?";
    for (const where of [{ as: MANAGER }, { as: DEMO }, { as: DEMO, in: GENERAL }]) {
      const reply = await workplace.ask(question, where);
      expect(reply.outcome).toBe("answer");
      expect(sources(reply)[0]).toBe("Office Pet Policy");
    }
  });

  test("no private or channel question gets a passage that its readers may not read", async () => {
    const questions = ["compensation bands", "salary ranges by job level", "bonus and equity", QUESTION];
    for (const question of questions) {
      for (const where of [{ as: DEMO }, { as: DEMO, in: GENERAL }, { as: MANAGER, in: GENERAL }])
        expect(JSON.stringify(await workplace.ask(question, where))).not.toContain(MANAGERS_ONLY);
    }
  });
});
