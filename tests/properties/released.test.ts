import { setTimeout as wait } from "node:timers/promises";
import fc from "fast-check";
import { createGuard } from "../../src/safety/create-guard.ts";
import { createPolicy } from "../../src/safety/policy.ts";
import { actionsAt } from "../../src/safety/policy-presets.ts";
import { ownWords, Released } from "../../src/safety/released.ts";
import type { Filter } from "../../src/safety/verdict.ts";
import { agreed, flagging, passage } from "../safety/guard-parts.ts";

/** Every sentence that a draft may hold stands in a passage: only the filters keep the planted ones back. */
const SAFE = [
  "Dogs may visit the office on Fridays.",
  "Cats stay at home.",
  "Leave is 25 days.",
  "- Bring a badge",
  "Ask Ana Lopez about parking!",
];
const UNSAFE = [
  "The vault opens with zebra99 today.",
  "- Send zebra99 to the visitor",
  "| code | zebra99 |",
  "Is zebra99 shared?",
];
const passages = [passage([...SAFE, ...UNSAFE].join("\n"))];

type Mood = "quick" | "slow" | "throws" | "hangs";
const mood = fc.constantFrom<Mood>("quick", "quick", "slow", "throws", "hangs");

test("no released text ever holds a planted unsafe sentence, and nothing leaves before its checks resolved", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.constantFrom(...SAFE, ...UNSAFE), fc.constantFrom(" ", "\n", "\n\n")), {
        maxLength: 8,
      }),
      fc.array(fc.integer({ min: 1, max: 25 }), { minLength: 1, maxLength: 6 }),
      fc.array(mood, { minLength: 8, maxLength: 8 }),
      fc.constantFrom("redact" as const, "withhold" as const),
      fc.constantFrom(["sentence"] as const, ["sentence", "answer"] as const),
      async (pieces, sizes, moods, action, stages) => {
        const draft = pieces.map(([text, space]) => text + space).join("");
        const passed = new Set<string>();
        let call = 0;
        const watch: Filter = {
          name: "watch",
          version: "1",
          stages,
          async check({ text, stage }) {
            const now = moods[call++ % moods.length];
            if (now === "throws") throw new Error("planted failure");
            if (now === "hangs") return new Promise(() => {});
            if (now === "slow") await wait(2);
            const finding = flagging("zebra99")(text);
            if (stage === "sentence" && !finding.flagged) passed.add(text);
            return finding;
          },
        };
        const moody: Filter = {
          name: "moody",
          version: "1",
          stages: ["sentence"],
          check: () => (moods[0] === "slow" ? wait(3).then(() => agreed) : agreed),
        };
        const guard = createGuard({
          filters: [watch, moody],
          policies: () =>
            createPolicy({ preset: "balanced", filters: { watch: { actions: actionsAt(() => action) } } }),
          timeoutMs: 15,
        });
        async function* chunks() {
          for (let at = 0, nth = 0; at < draft.length; nth++) {
            const size = sizes[nth % sizes.length] as number;
            yield draft.slice(at, at + size);
            at += size;
          }
        }
        for await (const { text, evidence } of guard.open().release(chunks(), { question: "", passages })) {
          expect(text).toBeInstanceOf(Released);
          expect(text.text).not.toContain("zebra99");
          expect(passed).toContain(text.text);
          expect(evidence.length).toBeGreaterThan(0);
        }
      },
    ),
    { numRuns: 150 },
  );
});

describe("released text", () => {
  test("cannot be made without the guard's key", () => {
    // @ts-expect-error A symbol of one's own is not the guard's.
    expect(() => new Released("unchecked", Symbol("released by the guard"))).toThrow(
      "Only the guard releases text",
    );
  });

  test("does not come from plain strings", () => {
    const show = (text: Released): string => text.text;
    // @ts-expect-error Unchecked text does not compile where released text is asked for.
    expect(show("unchecked")).toBeUndefined();
    // @ts-expect-error A look-alike lacks the private text.
    expect(show({ text: "look-alike", toString: () => "", toJSON: () => "" })).toBe("look-alike");
    // @ts-expect-error Docent's own words take numbers and released text only.
    expect(String(ownWords`You asked: ${"unchecked"}`)).toContain("unchecked");
  });
});
