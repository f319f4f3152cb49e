/** Reports and appeals over the real ledger: what waits, what a decision becomes, and who hears of it. */

import type { PersonId } from "../../src/access/scopes.ts";
import { type LabelledRow, labelReport } from "../../src/audit/label-reports.ts";
import type { AskId } from "../../src/conversation/ask.ts";
import type { Courier } from "../../src/conversation/courier.ts";
import type { Reply } from "../../src/conversation/reply.ts";
import { createReviewQueue, type Decision } from "../../src/conversation/review-queue.ts";
import { tellReporters } from "../../src/conversation/tell-reporters.ts";
import type { Feedback } from "../../src/conversation/turns.ts";
import type { ReceiptEntry } from "../../src/safety/receipt.ts";
import { until } from "../documents/keeper-bench.ts";
import { openChained, RECEIPT } from "./chained-answers.ts";
import { ANA, answerParts, BEN, keptLog, newAsk, released, TENANT } from "./stand-ins.ts";

let world: Awaited<ReturnType<typeof openChained>>;
let reviews: ReturnType<typeof createReviewQueue>;
beforeEach(async () => {
  world = await openChained();
  reviews = createReviewQueue({ db: world.db, tenant: TENANT, ...answerParts([]) });
});
afterEach(() => world.close());

const say = (id: AskId, kind: Feedback["kind"], comment?: string, from: PersonId = BEN) =>
  world.ledger.feedback(id, from, { kind, ...(comment && { comment }) });
const entry = (change: Partial<ReceiptEntry>): ReceiptEntry => ({ ...RECEIPT.entries[0]!, ...change });

/** One reply that was reported and decided; its rows. */
async function decided(
  decision: Decision,
  { kind = "appeal", filter, ...reply }: Partial<Reply> & { kind?: Feedback["kind"]; filter?: string } = {},
): Promise<readonly LabelledRow[]> {
  await say(await world.answer({}, reply), kind);
  const [report] = await reviews.reports("open");
  await reviews.decide(report!.id, { decision, filter }, "the reviewer");
  return (await reviews.reports("decided")).flatMap(labelReport);
}

describe("the queue", () => {
  test("holds reports and appeals, each person's once, and no other opinion", async () => {
    const id = await world.answer();
    await say(id, "helpful");
    await say(id, "biased-or-wrong");
    await say(id, "biased-or-wrong", "It is about fathers only.");
    await say(id, "appeal");
    await say(id, "appeal", undefined, ANA);
    const open = await reviews.reports("open");
    expect(open.map(({ kind, person, comment }) => [kind, person, comment])).toContainEqual([
      "biased-or-wrong",
      BEN,
      "It is about fathers only.",
    ]);
    expect([open.length, await reviews.countOpen()]).toEqual([3, 3]);
  });

  test("a decision closes a report, which only new words open again", async () => {
    const id = await world.answer();
    await say(id, "biased-or-wrong");
    const [report] = await reviews.reports("open");
    await reviews.decide(report!.id, { decision: "nothing-wrong", note: "Looks fair." }, "ana");
    await say(id, "biased-or-wrong");
    expect(await reviews.countOpen()).toBe(0);
    expect((await reviews.reports("decided"))[0]?.decided).toMatchObject({ note: "Looks fair.", by: "ana" });
    await say(id, "biased-or-wrong", "Read the second sentence.");
    const [again] = await reviews.reports("open");
    expect(again).toMatchObject({ id: report!.id, comment: "Read the second sentence." });
    expect(again?.decided).toBeUndefined();
  });

  test("knows no ask without a reply, no unknown report, and no filter that did not look", async () => {
    const { id } = await world.ledger.receive(newAsk("?"));
    await say(id, "appeal");
    expect(await reviews.countOpen()).toBe(0);
    await expect(reviews.decide("report_0", { decision: "biased" }, "ana")).rejects.toThrow("report_0");
    await expect(decided("filter-wrong", { filter: "profanity" })).rejects.toThrow("use one of toxicity");
  });

  test("loses a report with its ask and with whoever reported it; what they decided stays as nobody's", async () => {
    const [one, other] = [await world.answer(), await world.answer({ person: BEN })];
    await say(one, "appeal", undefined, BEN);
    await say(other, "appeal", undefined, BEN);
    await world.erase(ANA);
    expect((await reviews.reports("open")).map(({ ask }) => ask.id)).toEqual([other]);
    await reviews.decide((await reviews.reports("open"))[0]!.id, { decision: "filter-right" }, ANA);
    await world.erase(ANA);
    expect((await reviews.reports("decided"))[0]?.decided?.by).toBe("erased");
    await world.erase(BEN);
    expect(await world.db.selectFrom("reports").selectAll().execute()).toEqual([]);
  });
});

describe("a decision becomes labelled rows", () => {
  const withEntries = (...entries: readonly ReceiptEntry[]): Partial<Reply> => ({
    outcome: "reason",
    citations: [],
    receipt: { ...RECEIPT, entries },
  });
  const held = entry({ stage: "question", action: "withhold", score: 0.97, flagged: 1 });

  test.each([
    ["filter-right", 1],
    ["filter-wrong", 0],
  ] as const)(
    "%s labels the question that was held back %i, with what the filter had said",
    async (decision, label) => {
      expect(await decided(decision, withEntries(held))).toMatchObject([
        {
          text: "How long is leave?",
          label,
          filter: "toxicity",
          stage: "question",
          score: 0.97,
          action: "withhold",
        },
      ]);
    },
  );

  test("of several filters it labels the one that it is about, or all that held something back", async () => {
    const other = { ...held, filter: "injection" };
    const clean = entry({ filter: "secrets", stage: "question" });
    const rows = await decided("filter-wrong", { ...withEntries(held, other, clean), filter: "injection" });
    expect(rows.map(({ filter }) => filter)).toEqual(["injection"]);
    const all = await decided("filter-wrong", withEntries(held, other, clean));
    expect(all.map(({ filter }) => filter).sort()).toEqual(["injection", "injection", "toxicity"]);
  });

  test.each([
    ["a sentence that was held back, which is not kept", entry({ action: "withhold", flagged: 1 })],
    ["a question that was blacked out", entry({ stage: "question", action: "redact", flagged: 1 })],
  ])("there is none of %s", async (_, taken) => {
    expect(await decided("filter-wrong", withEntries(taken))).toEqual([]);
  });

  test("a biased reply is a row for the filter that looks for bias, a mistaken one for none", async () => {
    const [biased] = await decided("biased", { kind: "biased-or-wrong" });
    expect(biased).toMatchObject({
      text: "Sixteen weeks.",
      label: 1,
      filter: "stereotypes",
      stage: "answer",
    });
    const rows = await decided("mistaken", { kind: "biased-or-wrong" });
    expect(rows).toContainEqual(expect.objectContaining({ label: 1, filter: null, decision: "mistaken" }));
  });

  test("there is none of a reply that was taken back since", async () => {
    const id = await world.answer();
    await say(id, "biased-or-wrong");
    await world.recall();
    await reviews.decide((await reviews.reports("open"))[0]!.id, { decision: "biased" }, "ana");
    expect((await reviews.reports("decided")).flatMap(labelReport)).toEqual([]);
  });
});

test("whoever reported hears once of each decision, also when their platform is away at first, and of no note", async () => {
  const told: string[] = [];
  let refusals = 1;
  const courier: Courier = {
    deliver: async () => undefined,
    async tell(person, text) {
      if (refusals-- > 0) throw Object.assign(new Error("away"), { retryAfterMs: 0 });
      told.push(`${person}: ${text}`);
    },
  };
  const { log, lines } = keptLog();
  const stopping = new AbortController();
  const clock = { now: Date.now() };
  const loop = tellReporters({
    ...{ db: world.db, tenant: TENANT, reviews, log, signal: stopping.signal, now: () => clock.now },
    couriers: new Map([["local", courier]]),
  });
  await say(await world.answer({}, { text: released("No.") }), "appeal");
  const [report] = await reviews.reports("open");
  await reviews.decide(report!.id, { decision: "filter-wrong", note: "Our list was too long." }, "ana");
  await until(
    () => lines,
    (said) => said.some(({ level }) => level === "warn"),
  );
  clock.now += 3_600_000;
  loop.wake();
  await until(
    () => told,
    ({ length }) => length === 1,
  );
  expect(told).toEqual([
    `${BEN}: A person looked at your appeal of 14 November 2023: the check was wrong to hold it back, and that is on record for whoever sets the checks. Thank you for telling us.`,
  ]);
  await reviews.decide(report!.id, { decision: "filter-wrong", note: "Another note." }, "ana");
  await reviews.decide(report!.id, { decision: "filter-right" }, "ana");
  await until(
    () => told,
    ({ length }) => length === 2,
  );
  expect(told[1]).toContain("the check was right");
  stopping.abort();
  await loop.ended;
});
