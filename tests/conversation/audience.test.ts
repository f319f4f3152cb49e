/** The same question, other readers: everything real, from files on disk to the reply. */
import type { Reply } from "../../src/conversation/reply.ts";
import { openWorkplace } from "../end-to-end/open-workplace.ts";
import type { QuietCore } from "../end-to-end/quiet-core.ts";
import { removeTemporaryFolders } from "../end-to-end/start-docent.ts";

const ANA = "local:ana";
const BEN = "local:ben";
const VISITOR = "local:vera";
const SALES = "local:sales";
const LOBBY = "local:lobby";

let workplace: QuietCore;
beforeAll(async () => {
  workplace = await openWorkplace({
    people: [
      { id: ANA, name: "Ana", groups: ["managers"] },
      { id: BEN, name: "Ben" },
      { id: VISITOR, name: "Vera", standing: "guest" },
    ],
    channels: [
      { id: SALES, name: "sales", members: [ANA, BEN] },
      { id: LOBBY, name: "lobby", members: [ANA, VISITOR] },
    ],
    documents: [
      {
        file: "vacation.md",
        scopes: ["org"],
        text: "# Vacation\n\n## Annual leave\n\nEvery employee has 28 days of annual leave a year. Unused days of annual leave expire on 31 March of the next year.\n",
      },
      {
        file: "salary-bands.md",
        scopes: ["group:managers"],
        text: "# Salary bands\n\n## Engineers\n\nThe salary band for senior engineers runs from 71,000 to 88,000 euros a year. Managers may offer up to the middle of the salary band without approval.\n",
      },
      {
        file: "pricing.md",
        scopes: [`channel:${SALES}`],
        text: "# Price list\n\n## Discounts\n\nThe largest discount for a new customer is 12 percent. A larger discount needs the approval of the head of sales.\n",
      },
    ],
  });
});
afterAll(async () => {
  await workplace.close();
  await removeTemporaryFolders();
});

const everything = (reply: Reply) => JSON.stringify(reply);
const sources = (reply: Reply) => [...new Set(reply.citations.map(({ title }) => title.text))];

describe("a document for managers", () => {
  const question = "What is the salary band for senior engineers?";

  test("answers a manager in private, with the words it rests on", async () => {
    const reply = await workplace.ask(question, { as: ANA });
    expect(reply.outcome).toBe("answer");
    expect(reply.text.text).toMatch(/71,000 to 88,000 euros a year.*\[1\]/);
    expect(sources(reply)).toEqual(["Salary bands"]);
    expect(reply.citations[0]?.quote.text).toMatch(/71,000 to 88,000/);
    expect(reply.receipt.sentences.released).toBeGreaterThan(0);
  });

  test("is nothing that anybody else hears of", async () => {
    const reply = await workplace.ask(question, { as: BEN });
    expect(reply.outcome).toBe("abstention");
    expect(everything(reply)).not.toMatch(/71,000|Salary bands/);
    expect(reply.privateSources).toBe(0);
  });

  test("is not shown in a channel, not even to a manager's question; the manager learns that there is more", async () => {
    const reply = await workplace.ask(question, { as: ANA, in: SALES });
    expect(reply.outcome).toBe("abstention");
    expect(everything(reply)).not.toMatch(/71,000|Salary bands/);
    expect(reply.privateSources).toBe(1);
    expect((await workplace.ask(question, { as: BEN, in: SALES })).privateSources).toBe(0);
  });
});

describe("a channel's document", () => {
  const question = "What is the largest discount for a new customer?";

  test("answers in its channel and its members in private", async () => {
    for (const where of [{ as: BEN, in: SALES }, { as: BEN }])
      expect(sources(await workplace.ask(question, where))).toEqual(["Price list"]);
  });

  test("answers nobody in another channel", async () => {
    const reply = await workplace.ask(question, { as: ANA, in: LOBBY });
    expect(reply.outcome).toBe("abstention");
    expect(everything(reply)).not.toMatch(/12 percent|Price list/);
  });
});

describe("a document for the organisation", () => {
  const question = "How many days of annual leave does every employee have?";

  test("answers members, in private and where only members are", async () => {
    for (const where of [{ as: BEN }, { as: BEN, in: SALES }]) {
      const reply = await workplace.ask(question, where);
      expect(reply.text.text).toMatch(/28 days/);
      expect(sources(reply)).toEqual(["Vacation"]);
    }
  });

  test("answers no guest, and nobody where a guest reads along", async () => {
    for (const where of [{ as: VISITOR }, { as: ANA, in: LOBBY }]) {
      const reply = await workplace.ask(question, where);
      expect(reply.outcome).not.toBe("answer");
      expect(everything(reply)).not.toMatch(/28 days/);
    }
  });
});

test("a follow-up uses what was said before, but never what was said to other readers", async () => {
  const conversation = "thread";
  await workplace.ask("What is the salary band for senior engineers?", { as: ANA, conversation });
  const inPrivate = await workplace.ask("How much of it may managers offer without approval?", {
    as: ANA,
    conversation,
  });
  expect(inPrivate.interpretedAs?.text).toMatch(/after “What is the salary band/);
  expect(sources(inPrivate)).toEqual(["Salary bands"]);

  const inChannel = await workplace.ask("How much of it may managers offer without approval?", {
    as: ANA,
    in: SALES,
    conversation,
  });
  expect(inChannel.interpretedAs).toBeUndefined();
  expect(everything(inChannel)).not.toMatch(/Salary bands|salary band|71,000/);
});
