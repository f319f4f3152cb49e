/**
 * Invariant 1, over the real index, database, keeper, turns and Slack membership: whoever asks, wherever, and whatever
 * changes before, during and after, a reply shows nothing that one of its readers may not read, within the stated ages,
 * and nothing of a document that is gone. An event counts at once; where it is late or lost, the ages rule.
 */
import fc from "fast-check";
import type { Audience } from "../../src/access/audience.ts";
import { type Membership, type Standing, TO_SEARCH, TO_SHOW } from "../../src/access/membership.ts";
import { channelId, personId, tenantId } from "../../src/access/scopes.ts";
import { type KeeperBench, openKeeperBench } from "../documents/keeper-bench.ts";
import { CHANNELS, type Change, GROUPS, PEOPLE } from "./membership-world.ts";
import { type Happening, openWorkplace, type Question, type Workplace } from "./workplace.ts";

const STANDINGS: readonly Standing[] = [
  "member",
  "member",
  "member",
  "member",
  "guest",
  "external",
  "deactivated",
];
const SCOPES = [
  "org",
  ...GROUPS.map((group) => `group:slack:${group}`),
  ...CHANNELS.map((channel) => `channel:slack:${channel}`),
  `person:slack:${PEOPLE[0]}`,
];
const QUESTIONS = [
  "What is the travel allowance in euros a day?",
  "And how many euros of it does each team get?",
];

/** Mostly the same person, channel and group, so that what changes is what is asked about. */
const person = fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, fc.nat({ max: PEOPLE.length - 1 }));
const which = fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, fc.nat({ max: 1 }));
const mostly = (is: boolean, oneIn: number) => fc.nat({ max: oneIn - 1 }).map((n) => n > 0 === is);
const each = <Value>(of: fc.Arbitrary<Value>, count: number) =>
  fc.array(of, { minLength: count, maxLength: count });
const scopes = fc.uniqueArray(fc.constantFrom(...SCOPES), { minLength: 1, maxLength: 2 });
const beginning = fc.record({
  standings: each(fc.constantFrom(...STANDINGS), PEOPLE.length),
  members: each(each(mostly(true, 5), PEOPLE.length), 2),
  groups: each(each(mostly(true, 4), PEOPLE.length), 2),
  shared: each(mostly(false, 6), 2),
});

const change: fc.Arbitrary<Change> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("standing" as const),
      person,
      standing: fc.constantFrom(...STANDINGS),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("channel" as const), person, which }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("group" as const), person, which }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("shared" as const), which }) },
);
const document = fc.nat({ max: 4 });
const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({
      kind: fc.constant("change" as const),
      change,
      event: fc.constantFrom(
        "now" as const,
        "now" as const,
        "twice" as const,
        "late" as const,
        "lost" as const,
      ),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("wait" as const),
      ms: fc.constantFrom(1_000, 4_999, 5_001, 61_000, TO_SEARCH.maxAgeMs + 1),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("events arrive" as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("outage" as const), calls: fc.integer({ min: 1, max: 4 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("document" as const),
      document,
      to: fc.oneof(scopes, fc.constantFrom("gone" as const, "forgotten" as const)),
    }),
  },
);

const question: fc.Arbitrary<Question> = fc
  .record({
    asker: person,
    channel: fc.option(which),
    text: fc.constantFrom(...QUESTIONS),
    isAnswerable: fc.nat({ max: 3 }).map((n) => n > 0),
  })
  .map(({ asker, channel, ...rest }) => {
    const audience: Audience =
      channel === null
        ? { kind: "private", person: personId(`slack:${PEOPLE[asker]}`) }
        : { kind: "channel", channel: channelId(`slack:${CHANNELS[channel]}`) };
    return { ...rest, audience, person: PEOPLE[asker] as string };
  });
const command = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant("ask" as const),
      questions: fc.array(question, { minLength: 1, maxLength: 2 }),
      meanwhile: fc.array(fc.option(happening, { freq: 2 }), { maxLength: 14 }),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("happen" as const), happening }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("move" as const),
      document,
      to: fc.option(scopes, { nil: undefined, freq: 3 }),
      isTold: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("reread" as const), which: fc.nat({ max: 9 }) }) },
);
type Command = typeof command extends fc.Arbitrary<infer One> ? One : never;

let bench: KeeperBench;
beforeAll(async () => {
  bench = await openKeeperBench();
});
afterAll(() => bench.close());

let runs = 0;
const seen = { answer: 0, abstention: 0, reason: 0, cited: 0, named: 0, reread: 0 };

/** Whether a story ends without a leak. */
const property = (broken?: (membership: Membership) => Membership) =>
  fc.asyncProperty(
    fc.record({
      beginning,
      documents: fc.array(scopes, { minLength: 3, maxLength: 5 }),
      commands: fc.array(command, { minLength: 4, maxLength: 12 }),
    }),
    async (given) => {
      const tenant = tenantId(`tenant-${++runs}`);
      const workplace = await openWorkplace({ bench, tenant, broken, ...given });
      try {
        for (const next of given.commands) await run(next, workplace);
        expect(workplace.leaks).toEqual([]);
      } finally {
        await workplace.close();
      }
    },
  );

async function run(given: Command, workplace: Workplace): Promise<void> {
  switch (given.do) {
    case "ask":
      for (const reply of await workplace.ask(given.questions, given.meanwhile)) {
        seen[reply.outcome] += 1;
        seen.cited += reply.citations.length;
        seen.named += reply.named?.length ?? 0;
        expect(reply.outcome === "answer").toBe(reply.citations.length > 0);
      }
      return;
    case "happen":
      return workplace.happen(given.happening);
    case "move":
      return workplace.move(given.document, given.to, given.isTold);
    case "reread":
      if ((await workplace.reread(given.which))?.citations.length) seen.reread += 1;
  }
}

test("nothing reaches a reply that one of its readers may not read, and nothing of a document that is gone", async () => {
  await fc.assert(property(), { numRuns: 120 });
  // The property says nothing when nothing is ever shown.
  expect(seen.answer).toBeGreaterThan(50);
  expect(seen.cited).toBeGreaterThan(80);
  expect(seen.abstention).toBeGreaterThan(20);
  expect(seen.named).toBeGreaterThan(20);
  expect(seen.reason).toBeGreaterThan(10);
  expect(seen.reread).toBeGreaterThan(3);
}, 120_000);

/** Somebody asks, loses what they read, and asks again when the ages have run out, or when the event has come. */
const story = (event: "now" | "lost") => {
  const ask: Command = {
    do: "ask",
    questions: [
      {
        audience: { kind: "private", person: personId(`slack:${PEOPLE[0]}`) },
        person: PEOPLE[0],
        text: QUESTIONS[0] as string,
        isAnswerable: true,
      },
    ],
    meanwhile: [],
  };
  const happen = (happening: Happening): Command => ({ do: "happen", happening });
  const everywhere = [PEOPLE, PEOPLE].map((people) => people.map(() => true));
  return {
    beginning: {
      standings: PEOPLE.map((): Standing => "member"),
      members: everywhere,
      groups: everywhere,
      shared: [false, false],
    },
    documents: [["org"], [`channel:slack:${CHANNELS[0]}`], [`group:slack:${GROUPS[0]}`]],
    commands: [
      ask,
      happen({ kind: "change", change: { kind: "channel", person: 0, which: 0 }, event }),
      ...(event === "lost" ? [happen({ kind: "wait", ms: TO_SHOW.maxAgeMs + 1 })] : []),
      ask,
    ],
  };
};

describe("the property would find out", () => {
  test.each<[string, "now" | "lost", (membership: Membership) => Membership]>([
    [
      "if what is shown rested on what was remembered for the search",
      "lost",
      (membership) => ({
        ...membership,
        person: (id, look) => membership.person(id, { ...look, maxAgeMs: TO_SEARCH.maxAgeMs }),
      }),
    ],
    ["if events were not heard", "now", (membership) => ({ ...membership, invalidate: () => undefined })],
  ])("%s", async (_, event, broken) => {
    const tried = {
      numRuns: 1,
      examples: [[story(event)]] as [ReturnType<typeof story>][],
      endOnFailure: true,
    };
    expect((await fc.check(property(), tried)).failed).toBe(false);
    expect((await fc.check(property(broken), tried)).failed).toBe(true);
  });
});
