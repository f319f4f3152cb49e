import { LLMock } from "@copilotkit/aimock";
import { createModel } from "../../src/models/catalogue.ts";
import { ModelError, type Prompt } from "../../src/models/model.ts";
import { NO_ANSWER, promptText } from "../../src/models/prompt-text.ts";
import { openAiModel } from "../../src/models/providers/openai.ts";
import { passage } from "../safety/guard-parts.ts";

let server: LLMock;
beforeEach(async () => {
  server = new LLMock({ port: 0, host: "127.0.0.1", logLevel: "silent" });
  await server.start();
});
afterEach(() => server.stop());

const prompt = (question = "How much leave?"): Prompt => ({
  question,
  history: [{ question: "Who are you?", answer: "Docent." }],
  passages: [passage("Employees get 25 days of leave.", { location: { headings: ["Leave"], page: 3 } })],
  today: "2026-11-23",
});
const model = (more: Partial<Parameters<typeof openAiModel>[0]> = {}) =>
  openAiModel({
    model: "gpt-test",
    apiKey: "sk-test",
    baseUrl: `${server.url}/v1`,
    timeoutMs: 5_000,
    retryAfterMs: 5,
    ...more,
  });

async function drafted(
  from = model(),
  asked = prompt(),
  signal = new AbortController().signal,
): Promise<string[]> {
  const pieces: string[] = [];
  for await (const piece of from.draft(asked, signal)) pieces.push(piece);
  return pieces;
}
const failure = async (from = model(), asked = prompt()): Promise<Error> => {
  const error = await drafted(from, asked).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ModelError);
  expect((error as Error).message).not.toContain("\n");
  return error as Error;
};

test("streams the draft piece by piece", async () => {
  server.onMessage("How much leave?", { content: "You get 25 days of leave [1]." }, { chunkSize: 5 });
  const pieces = await drafted();
  expect(pieces.length).toBeGreaterThan(2);
  expect(pieces.join("")).toBe("You get 25 days of leave [1].");
});

test("sends the rules, the fenced passages with their place and date, the history and the question", async () => {
  server.onMessage("How much leave?", { content: "25 days [1]." });
  await drafted();
  const lastBody = () =>
    server.getLastRequest()?.body as unknown as {
      messages: { role: string; content: string }[];
      model: string;
    };
  const body = lastBody();
  expect(body.model).toBe("gpt-test");
  expect(body.messages.map(({ role }) => role)).toEqual(["system", "user", "assistant", "user"]);
  const system = body.messages[0]?.content ?? "";
  const fence = /<passage-([0-9a-f]{24}) number="1">/.exec(system)?.[1];
  expect(system).toContain(
    `Source: Handbook, p. 3, Leave\nLast changed: 2026-01-01\n\nEmployees get 25 days of leave.\n</passage-${fence}>`,
  );
  expect(system).toContain("Today is 2026-11-23.");
  expect(body.messages[3]?.content).toBe("How much leave?");
  await drafted();
  expect(lastBody().messages[0]?.content).not.toContain(String(fence));
});

test.each([NO_ANSWER, `"${NO_ANSWER}"\n`, ` ${NO_ANSWER}.`])(
  "an answer of %j is an empty draft",
  async (content) => {
    server.onMessage("How much leave?", { content }, { chunkSize: 3 });
    expect(await drafted()).toEqual([]);
  },
);

test("a draft that only begins like it is kept whole", async () => {
  server.onMessage("How much leave?", { content: "NO_ANSWER is a constant [1]." }, { chunkSize: 3 });
  expect((await drafted()).join("")).toBe("NO_ANSWER is a constant [1].");
});

test("asks again when the provider is busy", async () => {
  server.onMessage("How much leave?", { content: "25 days [1]." });
  server.nextRequestError(429, {
    message: "slow down",
    type: "rate_limit_error",
    code: "rate_limit_exceeded",
  });
  server.nextRequestError(503, { message: "overloaded" });
  expect((await drafted()).join("")).toBe("25 days [1].");
  expect(server.getRequests()).toHaveLength(3);
});

test.each<[string, number, string, RegExp, number]>([
  ["a wrong key", 401, "invalid_api_key", /refused the key: check OPENAI_API_KEY/, 1],
  ["an unknown model", 404, "model_not_found", /knows no model gpt-test: check DOCENT_MODEL/, 1],
  ["an empty account", 429, "insufficient_quota", /no credit left/, 1],
  ["a provider that stays busy", 429, "rate_limit_exceeded", /limiting requests/, 3],
  ["a provider that stays broken", 500, "server_error", /failed \(status 500\)/, 3],
  ["a content filter", 400, "content_filter", /content filter/, 1],
  ["a request that it refuses", 400, "invalid_request_error", /did not accept the request/, 1],
])("%s is told in one line with a remedy", async (_what, status, code, message, requests) => {
  for (let nth = 0; nth < requests; nth++)
    server.nextRequestError(status, { message: `planted: ${code}`, code });
  expect((await failure()).message).toMatch(message);
  expect(server.getRequests()).toHaveLength(requests);
});

test("an unreachable server is told with its address", async () => {
  const error = await failure(model({ baseUrl: "http://127.0.0.1:9/v1" }));
  expect(error.message).toBe(
    "http://127.0.0.1:9/v1 cannot be reached: check OPENAI_BASE_URL, the network, and that the server runs",
  );
});

test("a stream that is cut is an error, never an answer, and is not asked again", async () => {
  server.onMessage(
    "How much leave?",
    { content: "You get 25 days of leave and much more [1]." },
    { chunkSize: 4, truncateAfterChunks: 3, latency: 20 },
  );
  const pieces: string[] = [];
  await expect(async () => {
    for await (const piece of model().draft(prompt(), new AbortController().signal)) pieces.push(piece);
  }).rejects.toThrow(ModelError);
  expect(pieces.join("")).not.toBe("");
  expect(server.getRequests()).toHaveLength(1);
});

test("a slow provider is given up after the timeout", async () => {
  server.onMessage("How much leave?", { content: "You get 25 days." }, { latency: 150, chunkSize: 4 });
  expect((await failure(model({ timeoutMs: 100 }))).message).toContain("raise DOCENT_MODEL_TIMEOUT_MS");
});

test("an aborted ask stops the request with the reason it was aborted for", async () => {
  server.onMessage(
    "How much leave?",
    { content: "You get 25 days of leave." },
    { latency: 100, chunkSize: 4 },
  );
  const stop = new AbortController();
  const started = performance.now();
  setTimeout(() => stop.abort(new Error("the reader left")), 50);
  await expect(drafted(model(), prompt(), stop.signal)).rejects.toThrow("the reader left");
  expect(performance.now() - started).toBeLessThan(2_000);
});

test("a follow-up is rewritten from the conversation, which stands in a fence", async () => {
  server.onMessage("Is it paid?", { content: "Is parental leave paid?" });
  const history = [{ question: "How long is parental leave?", answer: "Sixteen\nweeks." }];
  const said = await model().rewrite?.({ question: "Is it paid?", history }, new AbortController().signal);
  expect(said).toBe("Is parental leave paid?");
  const body = server.getLastRequest()?.body as unknown as { messages: { role: string; content: string }[] };
  expect(body.messages.map(({ role }) => role)).toEqual(["system", "user"]);
  expect(body.messages[0]?.content).toMatch(
    /<conversation-([0-9a-f]{24})>\nAsked: How long is parental leave\?\nAnswered: Sixteen weeks\.\n<\/conversation-\1>$/,
  );
});

test("the rules ask for an answer in the asker's language", () => {
  expect(promptText(prompt()).system).toContain(
    "Answer in the language of the question, also when the passages",
  );
});

test("the catalogue makes the model that the settings name", () => {
  const settings = { OPENAI_API_KEY: "sk", OPENAI_BASE_URL: undefined, DOCENT_MODEL_TIMEOUT_MS: 1 };
  expect(createModel({ ...settings, DOCENT_MODEL: "extractive" }).name).toBe("extractive");
  expect(createModel({ ...settings, DOCENT_MODEL: "openai:ft:gpt-5" }).name).toBe("openai:ft:gpt-5");
  expect(() => createModel({ ...settings, DOCENT_MODEL: "constructor:x" })).toThrow("extractive, openai");
});
