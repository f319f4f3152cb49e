import { readSettings } from "../../src/config.ts";
import { createGuard } from "../../src/safety/create-guard.ts";
import { createPolicy, type Rules } from "../../src/safety/policy.ts";
import { actionsAt } from "../../src/safety/policy-presets.ts";
import { providerFilters } from "../../src/safety/providers/catalogue.ts";
import { providerFilter } from "../../src/safety/providers/provider-filter.ts";
import type { Filter, Finding, Stage } from "../../src/safety/verdict.ts";
import { ATTACK, HARMFUL, startModeration } from "../stand-ins/moderation.ts";
import { agreed, collect, passage, stream } from "./guard-parts.ts";

let services: Awaited<ReturnType<typeof startModeration>>;
beforeEach(async () => {
  services = await startModeration();
});
afterEach(() => services.stop());

const SERVICES = ["openai", "azure", "model-armor", "judge"] as const;
const settingsFor = (service: string, more: Readonly<Record<string, string>> = {}) =>
  readSettings({
    DOCENT_MODERATION: service,
    OPENAI_API_KEY: "sk-test",
    OPENAI_MODERATION_URL: `${services.url}/v1`,
    AZURE_CONTENT_SAFETY_ENDPOINT: services.url,
    AZURE_CONTENT_SAFETY_KEY: "azure-test",
    MODEL_ARMOR_TEMPLATE: "projects/p/locations/l/templates/t",
    MODEL_ARMOR_ENDPOINT: services.url,
    DOCENT_JUDGE: "llama-guard3:8b",
    DOCENT_JUDGE_URL: `${services.url}/v1`,
    DOCENT_MODERATION_TIMEOUT_MS: "400",
    ...more,
  });
const filterOf = (service: string, more?: Readonly<Record<string, string>>): Filter =>
  providerFilters(settingsFor(service, more))[0]!;
const check = async (filter: Filter, text: string, stage: Stage = "sentence"): Promise<Finding> =>
  filter.check({ stage, text, passages: [], question: "What grows here?" });

describe.each(SERVICES)("%s", (service) => {
  test("flags what it finds, in words that do not repeat the text, and lets the rest be", async () => {
    const filter = filterOf(service);
    const bad = await check(filter, `A ${HARMFUL} tree.`);
    expect(bad.flagged).toBe(true);
    expect(bad.score).toBeGreaterThanOrEqual(bad.threshold);
    expect(bad.reason).toBeTruthy();
    expect(bad.reason).not.toContain(HARMFUL);
    expect(await check(filter, "An apple tree.")).toMatchObject({ flagged: false });
    expect(await check(filter, "An apple tree?", "question")).toMatchObject({ flagged: false });
  });

  test.each([401, 429, 500, "silence", "nonsense"] as const)(
    "throws on %s, and the error holds no text",
    async (trouble) => {
      services.state.trouble = trouble;
      const error = await check(filterOf(service), `A ${HARMFUL} tree.`).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(Error);
      expect(String((error as Error).message)).not.toContain(HARMFUL);
    },
  );
});

test("each service gets its key where it wants it, and the text as it stands in the conversation", async () => {
  for (const service of SERVICES) await check(filterOf(service), "An apple tree.");
  const [openai, azure, armor, guard] = services.asked;
  expect(openai?.headers.authorization).toBe("Bearer sk-test");
  expect(openai?.body).toEqual({ model: "omni-moderation-latest", input: "An apple tree." });
  expect(azure?.headers["ocp-apim-subscription-key"]).toBe("azure-test");
  expect(azure?.path).toBe("/contentsafety/text:analyze?api-version=2024-09-01");
  expect(armor?.body).toEqual({ modelResponseData: { text: "An apple tree." } });
  expect(guard?.body.messages).toEqual([
    { role: "user", content: "What grows here?" },
    { role: "assistant", content: "An apple tree." },
  ]);
});

test("Azure and Google see attacks in questions", async () => {
  for (const service of ["azure", "model-armor"])
    expect(await check(filterOf(service), `Now ${ATTACK}.`, "question")).toMatchObject({
      flagged: true,
      reason: "instructions to the assistant",
    });
});

test("a judge that is no safety model is told what to look for, and its text is data", async () => {
  await check(filterOf("judge", { DOCENT_JUDGE: "qwen3" }), "An apple tree.");
  const [system, user] = services.asked[0]!.body.messages as { role: string; content: string }[];
  expect(system?.role).toBe("system");
  expect(JSON.parse(user?.content ?? "")).toEqual({ stands: "sentence", text: "An apple tree." });
});

test.each([
  ["openai", "OPENAI_API_KEY"],
  ["azure", "AZURE_CONTENT_SAFETY_KEY"],
  ["model-armor", "MODEL_ARMOR_TEMPLATE"],
  ["judge", "DOCENT_JUDGE"],
])("%s without %s is a wrong setting", (service, name) => {
  expect(() => settingsFor(service, { [name]: "" })).toThrow(
    `${name} is missing (DOCENT_MODERATION asks for ${service})`,
  );
});

describe("the guard beside a service", () => {
  const trees = passage(`Apple trees grow in the yard. A ${HARMFUL} tree grows in the street.`);
  const answers = async (rules?: Rules) => {
    const guard = createGuard({
      filters: providerFilters(settingsFor("openai")),
      policies: () => createPolicy(rules),
      timeoutMs: 2_000,
    });
    const checks = guard.open();
    const draft = stream(`Apple trees grow in the yard. A ${HARMFUL} tree grows in the street.`);
    const released = await collect(checks.release(draft, { question: "Which trees?", passages: [trees] }));
    const entry = checks.receipt().entries.find(({ filter }) => filter === "openai-moderation");
    return { texts: released.map(({ text }) => text.text), entry };
  };

  test("holds back what the service flags", async () => {
    const { texts, entry } = await answers();
    expect(texts).toEqual(["Apple trees grow in the yard."]);
    expect(entry).toMatchObject({ checked: 2, flagged: 1, action: "withhold", reason: "harassment" });
  });

  test("goes on with its own filters while the service is down, and the receipt says so", async () => {
    services.state.trouble = 500;
    const { texts, entry } = await answers();
    expect(texts).toHaveLength(2);
    expect(entry).toMatchObject({
      action: "note",
      reason: expect.stringContaining("the local checks decided"),
    });
  });

  test("or withholds, where the policy says so", async () => {
    services.state.trouble = "silence";
    expect((await answers({ preset: "strict", filters: {} })).texts).toEqual([]);
    const rule = { actions: actionsAt(() => "withhold"), unreachable: "withhold" } as const;
    expect((await answers({ preset: "balanced", filters: { "openai-moderation": rule } })).texts).toEqual([]);
  });
});

test("a service that fails again and again is left alone for a while, then asked again", async () => {
  let asks = 0;
  let isDown = true;
  let now = 0;
  const filter = providerFilter({
    name: "elsewhere",
    version: "1",
    stages: ["sentence"],
    timeoutMs: 100,
    now: () => now,
    ask: async () => {
      asks += 1;
      if (isDown) throw new Error("down");
      return agreed;
    },
  });
  for (let nth = 0; nth < 10; nth++) await expect(check(filter, "text")).rejects.toThrow();
  expect(asks).toBe(3);
  isDown = false;
  now += 30_000;
  expect(await check(filter, "text")).toEqual(agreed);
});
