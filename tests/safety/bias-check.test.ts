import type { BiasJudge, JudgedSentence } from "../../src/safety/bias-check.ts";
import { createGuard } from "../../src/safety/create-guard.ts";
import { stereotypes } from "../../src/safety/filters/stereotypes.ts";
import { defaultPolicies } from "../../src/safety/policy-file.ts";
import { PRESETS, type Preset } from "../../src/safety/policy-presets.ts";
import { agreed, collect, filter, flagging, passage, stream } from "./guard-parts.ts";

const CLAIM = "Women are too emotional to lead projects.";
const lunch = passage("Women are in the canteen at noon. Women lead projects. Emotional support is free.");
const question = "Who leads projects?";
const planted = filter("secrets", flagging("hunter2"));

async function checked(preset: Preset, judge?: Partial<BiasJudge>, draft = CLAIM) {
  const biasJudge: BiasJudge | undefined = judge && {
    version: "stand-in",
    judge: async () => "biased",
    rewrite: async () => "Women lead projects.",
    ...judge,
  };
  const guard = createGuard({
    filters: [stereotypes, planted, filter("links", () => agreed)],
    policies: defaultPolicies(preset).policies,
    timeoutMs: 200,
    biasJudge,
  });
  const checks = guard.open();
  // The claim stands in the passage, so that nothing but bias can hold it back.
  const passages = [lunch, passage(`${CLAIM} ${draft}`.replace("Women", "Old minutes: women"))];
  const released = await collect(checks.release(stream(draft), { question, passages }));
  const entry = (name: string) => checks.receipt().entries.find((one) => one.filter === name);
  return {
    texts: released.map(({ text }) => text.text),
    judged: entry("bias-judge"),
    local: entry("stereotypes"),
  };
}

test.each(PRESETS)("without a judge the rules flag and never block (%s)", async (preset) => {
  const { texts, judged, local } = await checked(preset);
  expect(texts).toEqual([CLAIM]);
  expect(local).toMatchObject({ action: "note" });
  expect(judged).toBeUndefined();
});

test.each([
  ["strict", [], "withhold"],
  ["observe", [CLAIM], "note"],
] as const)("a biased sentence under the %s preset", async (preset, texts, action) => {
  expect(await checked(preset, {})).toMatchObject({ texts, judged: { action, version: "stand-in" } });
});

test("a judge that cannot be reached withholds where the policy trusts the local rules less", async () => {
  const judge = async () => Promise.reject(new Error("down"));
  expect(await checked("strict", { judge })).toMatchObject({ texts: [], judged: { action: "withhold" } });
  expect(await checked("balanced", { judge })).toMatchObject({ texts: [CLAIM], judged: { action: "note" } });
});

test("what the judge writes is redacted like any other draft, and judged once more, not twice", async () => {
  const own = "Women, we hear, are too emotional to lead projects; women are lazy.";
  const asked: JudgedSentence[] = [];
  const { texts } = await checked(
    "balanced",
    {
      judge: async (sentence) => {
        asked.push(sentence);
        return sentence.text.includes("lazy") ? "biased" : "fair";
      },
      rewrite: async () => "Women are too emotional to lead hunter2 projects.",
    },
    own,
  );
  expect(texts.join(" ")).not.toMatch(/hunter2|lazy/);
  expect(asked.length).toBeLessThanOrEqual(2);
  expect(asked[0]).toMatchObject({ text: own, question });
});
