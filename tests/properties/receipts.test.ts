/** However asks, recalls, erasures and time follow each other, the chain is unbroken; one change by anybody else shows. */
import fc from "fast-check";
import { openChained } from "../conversation/chained-answers.ts";
import { ANA, BEN, released, SALES } from "../conversation/stand-ins.ts";

const inSales = { audience: { kind: "channel", channel: SALES } } as const;
const step = fc.oneof(
  fc.record({
    do: fc.constant("ask" as const),
    person: fc.constantFrom(ANA, BEN),
    isPublic: fc.boolean(),
    outcome: fc.constantFrom("answer" as const, "abstention" as const, "reason" as const),
    atOnce: fc.integer({ min: 1, max: 3 }),
  }),
  fc.record({ do: fc.constant("recall" as const) }),
  fc.record({ do: fc.constant("copy" as const) }),
  fc.record({ do: fc.constant("erase" as const), person: fc.constantFrom(ANA, BEN) }),
  fc.record({ do: fc.constant("forget" as const), age: fc.integer({ min: 0, max: 3 }) }),
);
type Step = typeof step extends fc.Arbitrary<infer Each> ? Each : never;
type World = Awaited<ReturnType<typeof openChained>>;

let copies = 0;

async function take(world: World, change: Step): Promise<void> {
  world.clock.now += 1;
  switch (change.do) {
    case "ask": {
      const where = change.isPublic ? inSales : {};
      const { person, outcome } = change;
      const asks = Array.from({ length: change.atOnce }, () =>
        world.answer({ person, ...where }, { outcome }),
      );
      return void (await Promise.all(asks));
    }
    case "recall":
      return void (await world.recall());
    case "copy": {
      const some = await world.db.selectFrom("asks").select("id").orderBy("id", "desc").executeTakeFirst();
      const copy = { channel: SALES, message: `m${++copies}`, address: null, handle: null };
      return void (some && (await world.ledger.copied(some.id as never, copy)));
    }
    case "erase":
      return void (await world.erase(change.person));
    case "forget":
      return void (await world.ledger.forget(world.clock.now - change.age));
  }
}

test("the chain is unbroken whatever happens at once and in whatever order, and remembers every former head", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(step, { minLength: 1, maxLength: 3 }), { maxLength: 8 }),
      async (rounds) => {
        const world = await openChained();
        try {
          const heads: string[] = [];
          for (const round of rounds) {
            await Promise.all(round.map((change) => take(world, change)));
            const audit = await world.verify();
            expect(audit.problems).toEqual([]);
            expect(audit.uncovered).toBe(0);
            if (audit.links) heads.push(audit.head.hash);
          }
          for (const head of heads) expect(await world.verify({ head })).toMatchObject({ intact: true });
        } finally {
          await world.close();
        }
      },
    ),
    { numRuns: 8, endOnFailure: true },
  );
});

test("one byte of one reply or link that anybody changes, or one that they remove, shows at that link or the next", async () => {
  const world = await openChained();
  const ids: string[] = [];
  for (let n = 0; n < 6; n++) ids.push(await world.answer({}, { text: released(`Answer ${n}.`) }));
  const everything = async () => ({
    asks: await world.db.selectFrom("asks").selectAll().execute(),
    links: await world.db.selectFrom("receipt_links").selectAll().execute(),
    salts: await world.db.selectFrom("receipt_salts").selectAll().execute(),
  });
  const before = await everything();
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 5 }),
      fc.constantFrom("reply", "content", "hash", "salt", "no link", "no ask"),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      async (which, what, where) => {
        const { db } = world;
        const sequence = which + 1;
        const flip = (text: string) => {
          const at = Math.floor(where * text.length);
          return text.slice(0, at) + (text[at] === "7" ? "8" : "7") + text.slice(at + 1);
        };
        if (what === "reply")
          await db
            .updateTable("asks")
            .set({ reply: flip(before.asks[which]?.reply ?? "") })
            .where("id", "=", ids[which]!)
            .execute();
        if (what === "content" || what === "hash")
          await db
            .updateTable("receipt_links")
            .set({ [what]: flip(before.links[which]?.[what] ?? "") })
            .where("sequence", "=", sequence)
            .execute();
        if (what === "salt")
          await db
            .updateTable("receipt_salts")
            .set({ salt: flip(before.salts[which]?.salt ?? "") })
            .where("ask_id", "=", ids[which]!)
            .execute();
        if (what === "no link")
          await db.deleteFrom("receipt_links").where("sequence", "=", sequence).execute();
        if (what === "no ask") await db.deleteFrom("asks").where("id", "=", ids[which]!).execute();
        const { intact, problems } = await world.verify();
        expect(intact).toBe(false);
        expect([sequence, sequence + 1]).toContain(problems[0]?.sequence);
        await db.deleteFrom("asks").execute();
        await db.deleteFrom("receipt_links").execute();
        await db.insertInto("asks").values(before.asks).execute();
        await db.insertInto("receipt_links").values(before.links).execute();
        await db.insertInto("receipt_salts").values(before.salts).execute();
      },
    ),
    { numRuns: 40 },
  );
  expect((await world.verify()).intact).toBe(true);
  await world.close();
});
