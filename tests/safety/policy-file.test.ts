import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { channelId } from "../../src/access/scopes.ts";
import { createGuard } from "../../src/safety/create-guard.ts";
import { type PolicyBook, PolicyError, parsePolicy, readPolicyFile } from "../../src/safety/policy-file.ts";
import { floorOf, PRESETS, presetActions, STAGES } from "../../src/safety/policy-presets.ts";
import { stricter } from "../../src/safety/stricter.ts";
import type { Finding, Stage } from "../../src/safety/verdict.ts";
import { collect, filter, flagging, passage, stream } from "./guard-parts.ts";

const FILTERS = [
  "secrets",
  "injection",
  "links",
  "grounding",
  "crisis-help",
  "toxicity",
  "profanity",
  "personal-data",
  "stereotypes",
];
const finance = channelId("slack:C0FINANCE");
const found: Finding = { score: 0.6, threshold: 0.5, flagged: true };

const read = (text: string): PolicyBook => parsePolicy(text, FILTERS, "policy.yaml");
const actionOf = (book: PolicyBook, name: string, stage: Stage, finding = found, channel = finance) =>
  book.policies(channel).decide(name, stage, finding, "text").action;
const complaintAbout = (text: string): string => {
  try {
    read(text);
    return "";
  } catch (error) {
    expect(error).toBeInstanceOf(PolicyError);
    return (error as Error).message;
  }
};

describe("a policy file", () => {
  test("begins from a preset, and one word changes what happens in answers", () => {
    const book = read("version: 1\npreset: strict\nfilters:\n  profanity: { action: note }\n");
    expect(actionOf(book, "toxicity", "question")).toBe("withhold");
    expect(actionOf(book, "profanity", "sentence")).toBe("note");
    expect(actionOf(book, "profanity", "passage")).toBe("allow");
  });

  test("moves a threshold both ways, and the verdict says by which it was decided", () => {
    const { policies } = read(
      "version: 1\nfilters:\n  toxicity: { threshold: 0.7 }\n  profanity: { threshold: 0.2 }\n",
    );
    expect(policies().decide("toxicity", "sentence", found, "")).toEqual({ action: "allow", threshold: 0.7 });
    const faint: Finding = { score: 0.3, threshold: 0.5, flagged: false };
    expect(policies().decide("profanity", "sentence", faint, "")).toEqual({
      action: "redact",
      threshold: 0.2,
    });
  });

  test("says what a judge is asked and what follows, and whether questions are asked again", () => {
    const book = read(
      "version: 1\ncounterfactual: show\nfilters:\n  stereotypes: { judge: always, biased: withhold }\nchannels:\n  slack:C0FINANCE: { counterfactual: withhold }\n  slack:C0OTHER: { preset: strict }\n",
    );
    expect(book.policies()).toMatchObject({
      counterfactual: "show",
      bias: { judge: "always", biased: "withhold" },
    });
    expect(book.policies(finance)).toMatchObject({ counterfactual: "withhold", bias: { judge: "always" } });
    expect(book.policies(channelId("slack:C0OTHER"))).toMatchObject({
      counterfactual: "show",
      bias: { judge: "flagged", biased: "withhold" },
    });
    expect(read("version: 1\n").policies()).toMatchObject({
      counterfactual: "off",
      bias: { judge: "flagged", biased: "rewrite" },
    });
    expect(complaintAbout("version: 1\nfilters:\n  toxicity: { judge: always }\n")).toMatch(
      /toxicity asks no judge about bias: write judge and biased under stereotypes/,
    );
    expect(complaintAbout("version: 1\ncounterfactual: always\n")).toMatch(/counterfactual/);
  });

  test("a channel goes on from the organisation's rules, or begins afresh from a preset of its own", () => {
    const organisation = "version: 1\nfilters:\n  profanity: { action: note }\n";
    const going = read(
      `${organisation}channels:\n  slack:C0FINANCE:\n    filters:\n      toxicity: { action: note }\n`,
    );
    expect(actionOf(going, "profanity", "sentence")).toBe("note");
    expect(actionOf(going, "toxicity", "sentence")).toBe("note");
    expect(actionOf(going, "toxicity", "sentence", found, channelId("slack:C0OTHER"))).toBe("withhold");
    const afresh = read(`${organisation}channels:\n  slack:C0FINANCE: { preset: strict }\n`);
    expect(actionOf(afresh, "profanity", "sentence")).toBe("withhold");
  });

  test("has a name that changes with its rules and only with them", () => {
    const name = (text: string) => read(text).policies().name;
    expect(name("version: 1")).toMatch(/^balanced [0-9a-f]{12}$/);
    expect(name("version: 1\nfilters: { profanity: { action: note }, toxicity: { threshold: 0.6 } }")).toBe(
      name(
        "# the same\nversion: 1\nfilters:\n  toxicity:\n    threshold: 0.6\n  profanity:\n    action: note\n",
      ),
    );
    expect(name("version: 1\nfilters: { profanity: { action: note } }")).not.toBe(name("version: 1"));
  });

  test.each([
    ["", /version/],
    ["version: 2", /version/],
    ["version: 1\npreset: lax", /preset/],
    [
      "version: 1\nfilters: { sarcasm: { action: note } }",
      /filters\.sarcasm is no filter: use one of secrets/,
    ],
    ["version: 1\nfilters: { toxicity: { action: shout } }", /filters\.toxicity/],
    ["version: 1\nfilters: { toxicity: { threshold: 7 } }", /filters\.toxicity\.threshold/],
    ["version: 1\nfilters: { toxicity: { treshold: 0.7 } }", /filters\.toxicity/],
    [
      "version: 1\nfilters: { secrets: { action: note } }",
      /secrets\.action for a sentence may not be weaker than redact/,
    ],
    [
      "version: 1\nfilters: { injection: { action: { passage: note } } }",
      /for a passage may not be weaker than withhold/,
    ],
    ["version: 1\nfilters: { secrets: { threshold: 0.9 } }", /can be made stricter only/],
    ["version: 1\nchannels: { finance: {} }", /"finance" is no channel/],
    ["version: 1\nfilters: [", /is no YAML/],
  ])("says what is wrong: %j", (text, complaint) => {
    expect(complaintAbout(text)).toMatch(complaint);
  });

  test("one that expands without end is refused", () => {
    const bomb = [
      "a: &a [x, x]",
      ...Array.from({ length: 20 }, (_, n) => `b${n}: &b${n} [*a, *a, *a, *a]`),
    ].join("\n");
    expect(() => read(bomb)).toThrow();
  });

  test("that is missing is named", async () => {
    const folder = await mkdtemp(join(tmpdir(), "docent-policy-"));
    try {
      const path = join(folder, "policy.yaml");
      await expect(readPolicyFile(path, FILTERS)).rejects.toThrow(`${path} cannot be read`);
      await writeFile(path, "version: 1\npreset: observe\n");
      expect((await readPolicyFile(path, FILTERS)).policies().name).toMatch(/^observe /);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

test("whatever a preset or file says, what protects everybody stays", () => {
  for (const preset of PRESETS)
    for (const name of FILTERS)
      for (const stage of STAGES) {
        const floor = floorOf(name, stage);
        expect(stricter(presetActions(preset, name)[stage], floor)).toBe(presetActions(preset, name)[stage]);
      }
  const action = fc.constantFrom("allow", "note", "redact", "withhold");
  const stages = fc.record(Object.fromEntries(STAGES.map((stage) => [stage, action])), { requiredKeys: [] });
  const rule = fc.record(
    { action: fc.oneof(action, stages), threshold: fc.double({ min: 0, max: 1, noNaN: true }) },
    { requiredKeys: [] },
  );
  const filters = fc.dictionary(fc.constantFrom(...FILTERS), rule);
  fc.assert(
    fc.property(
      fc.constantFrom(...PRESETS),
      filters,
      fc.constantFrom(...FILTERS),
      fc.constantFrom(...STAGES),
      (preset, given, name, stage) => {
        let book: PolicyBook;
        try {
          book = read(JSON.stringify({ version: 1, preset, filters: given }));
        } catch (error) {
          return error instanceof PolicyError;
        }
        const sure: Finding = { score: 1, threshold: 0.5, flagged: true };
        const decided = actionOf(book, name, stage, sure);
        return stricter(decided, floorOf(name, stage)) === decided;
      },
    ),
  );
});

describe("the guard", () => {
  const pets = passage("Dogs may visit the office on Fridays.");
  const rude = filter("profanity", flagging("office"), ["question", "sentence"]);
  const guard = createGuard({
    filters: [rude],
    policies: read(
      "version: 1\nfilters:\n  profanity: { action: { question: withhold }, message: Kindly rephrase. }\nchannels:\n  slack:C0FINANCE: { preset: observe }\n",
    ).policies,
    timeoutMs: 200,
  });

  test("follows the policy of the channel that reads the answer, and the receipt names it", async () => {
    const texts = async (channel?: typeof finance) => {
      const checks = guard.open(channel);
      const draft = stream("Dogs may visit the office on Fridays.");
      const released = await collect(checks.release(draft, { question: "Dogs?", passages: [pets] }));
      return { texts: released.map(({ text }) => text.text), policy: checks.receipt().policy };
    };
    expect(await texts()).toMatchObject({ texts: ["Dogs may visit the [removed] on Fridays."] });
    const observed = await texts(finance);
    expect(observed.texts).toEqual(["Dogs may visit the office on Fridays."]);
    expect(observed.policy).toMatch(/^observe /);
  });

  test("answers a refused question in the operator's words", async () => {
    const admission = await guard.open().question("Where is the office?");
    expect(admission.admitted ? "" : String(admission.advice)).toBe("Kindly rephrase.");
  });
});
