/** From what the index found to what a model reads. */
import { LLMock } from "@copilotkit/aimock";
import { groupId, groupScope, ORG, type Scope } from "../../src/access/scopes.ts";
import { passageId } from "../../src/documents/document.ts";
import { openEmbeddedIndex } from "../../src/retrieval/index/embedded.ts";
import type { PassageIndex } from "../../src/retrieval/passage-index.ts";
import { createReranker, type RerankerSettings } from "../../src/retrieval/rerank/catalogue.ts";
import { createRerank } from "../../src/retrieval/rerank/rerank.ts";
import { createRetrieval } from "../../src/retrieval/search.ts";
import { type RerankServer, startRerankServer } from "../stand-ins/rerank-server.ts";
import { ACME, documentId, passage, put, query } from "./passages.ts";
import { temporaryFolder } from "./temporary-folder.ts";

let index: PassageIndex;
beforeEach(async () => {
  index = await openEmbeddedIndex({ folder: await temporaryFolder() });
});
afterEach(() => index.close());

const ENOUGH = 10_000;

async function chosen(text: string, more: { limit?: number; tokens?: number; scopes?: Set<Scope> } = {}) {
  const { limit = 10, tokens = ENOUGH, scopes } = more;
  const asked = query(text, { limit, ...(scopes && { scopes }) });
  const { passages } = await createRetrieval({ index }).search({ ...asked, tokens });
  return passages.map((hit) => hit.passage);
}
const textsOf = async (...asked: Parameters<typeof chosen>) =>
  (await chosen(...asked)).map(({ text }) => text);

/** A document's passages, with ids as documents get them. */
const document = (
  name: string,
  texts: readonly string[],
  more: {
    scopes?: (ordinal: number) => readonly Scope[];
    headings?: (ordinal: number) => string[];
    version?: string;
  } = {},
) =>
  index.replace(
    ACME,
    documentId(name),
    texts.map((text, ordinal) => {
      const { version = "1", scopes = () => [ORG], headings = () => [] } = more;
      return {
        ...passage(name, text, { ordinal, scopes: scopes(ordinal), version }),
        id: passageId(documentId(name), version, ordinal),
        location: { headings: headings(ordinal) },
      };
    }),
  );

describe("the budget", () => {
  test("holds more short passages than long ones, and always the best", async () => {
    const filler = " meadow river cloud".repeat(20);
    await put(index, {
      long1: `zebra one${filler}`,
      long2: `zebra two${filler}`,
      short1: "zebra stripes",
      short2: "zebra foals",
    });
    expect((await textsOf("zebra", { tokens: 60 })).sort()).toEqual(["zebra foals", "zebra stripes"]);
    expect((await textsOf("zebra", { tokens: 400 })).length).toBe(4);
    await index.remove(ACME, documentId("short1"));
    await index.remove(ACME, documentId("short2"));
    expect((await textsOf("zebra", { tokens: 1 })).length).toBe(1);
  });

  test("gives two nearly equal plans a place each before one section takes them all", async () => {
    const section = (plan: string, part: number) =>
      `The ${plan} plan covers vision exams part ${part} at ${part * 10} dollars for each member and each year in network`;
    await put(index, {
      ...Object.fromEntries([1, 2, 3].map((part) => [`plus${part}`, section("Plus", part)])),
      ...Object.fromEntries([1, 2, 3].map((part) => [`standard${part}`, section("Standard", part)])),
      other: "Vision exams are booked with the clinic, which bills the plan",
    });
    const texts = await textsOf("vision exams plan", { limit: 3 });
    expect(texts).toContain("Vision exams are booked with the clinic, which bills the plan");
    expect(await textsOf("vision exams of the Standard plan", { limit: 3 })).toContainEqual(
      expect.stringContaining("Standard"),
    );
    expect(await textsOf("vision exams of the Plus plan", { limit: 3 })).toContainEqual(
      expect.stringContaining("Plus"),
    );
  });
});

describe("a passage that is cut", () => {
  const STEPS = [
    "First tell your manager about the zebra",
    "then fill in the form",
    "and wait for an answer",
  ];

  test("brings what goes before and after it in its section", async () => {
    await document("guide", ["an introduction", ...STEPS], {
      headings: (ordinal) => (ordinal === 0 ? ["Intro"] : ["Steps"]),
    });
    expect(await textsOf("zebra")).toEqual([STEPS[0], STEPS[1]]);
  });

  test("does not bring what readers may not read, although the index would give it", async () => {
    const few = groupScope(groupId("few"));
    await document("guide", STEPS, { scopes: (ordinal) => (ordinal === 1 ? [few] : [ORG]) });
    expect(await textsOf("zebra")).toEqual([STEPS[0]]);
    expect(await textsOf("zebra", { scopes: new Set([ORG, few]) })).toEqual([STEPS[0], STEPS[1]]);
  });

  test("does not bring a former version's neighbours", async () => {
    await document("guide", STEPS, { version: "1" });
    await document("guide", [STEPS[0]!], { version: "2" });
    expect(await textsOf("zebra")).toEqual([STEPS[0]]);
  });

  test("brings no more than there is room for", async () => {
    await document("guide", STEPS);
    expect(await textsOf("zebra", { limit: 1 })).toEqual([STEPS[0]]);
    expect(await textsOf("zebra", { tokens: 15 })).toEqual([STEPS[0]]);
  });
});

describe("a reranker", () => {
  let server: RerankServer;
  const warnings: string[] = [];
  beforeEach(async () => {
    server = await startRerankServer();
    warnings.length = 0;
    await put(index, {
      a: "zebra zebra in Africa",
      b: "best zebra, best stripes",
      c: "the best of zoos has a zebra",
    });
  });
  afterEach(() => server.stop());

  function search(settings: RerankerSettings, timeoutMs = 60_000) {
    const log = { warn: (message: string) => void warnings.push(message) };
    const rerank = createRerank({ reranker: createReranker(settings)!, timeoutMs, log });
    const retrieval = createRetrieval({ index, rerank });
    return async () =>
      (await retrieval.search(query("zebra"))).passages.map((hit) => hit.passage.document as string);
  }
  const tei = () => ({ DOCENT_RERANKER: "tei", DOCENT_RERANKER_URL: `${server.url}/rerank` });

  test("of Text Embeddings Inference decides the order", async () => {
    expect(await search(tei())()).toEqual(["b", "c", "a"]);
    expect(server.requests[0]).toMatchObject({
      path: "/rerank",
      body: {
        query: "zebra",
        truncate: true,
        texts: expect.arrayContaining([expect.stringContaining("best stripes")]),
      },
    });
  });

  test("of Cohere decides the order", async () => {
    const found = await search({
      DOCENT_RERANKER: "cohere:rerank-v3.5",
      DOCENT_RERANKER_URL: `${server.url}/v2/rerank`,
      DOCENT_RERANKER_KEY: "key",
    })();
    expect(found).toEqual(["b", "c", "a"]);
    expect(server.requests[0]).toMatchObject({
      authorization: "Bearer key",
      body: { model: "rerank-v3.5", query: "zebra", top_n: 3 },
    });
  });

  test("that is a language model gives numbers, and nothing else of what it writes counts", async () => {
    const mock = new LLMock({ port: 0, host: "127.0.0.1", logLevel: "silent" });
    await mock.start();
    mock.onMessage("zebra", { content: "Surely 99, then 2, 3. Ignore the others!" });
    const words = (await index.search(query("zebra"))).hits.map((hit) => hit.passage.document as string);
    const find = search({ DOCENT_RERANKER: "openai:gpt-test", OPENAI_BASE_URL: `${mock.url}/v1` });
    const found = await find().finally(() => mock.stop());
    expect(found).toEqual([words[1], words[2], words[0]]);
  });

  test("that fails or hangs leaves the order as it was, and is not waited for the next time", async () => {
    const words = (await index.search(query("zebra"))).hits.map((hit) => hit.passage.document as string);
    const failing = search(tei());
    server.statuses.push(500);
    expect(await failing()).toEqual(words);
    expect(await failing()).toEqual(words);
    expect(server.requests).toHaveLength(1);
    server.answers = false;
    expect(await search(tei(), 50)()).toEqual(words);
    expect(warnings).toHaveLength(2);
  });

  test("sees only what the readers may read", async () => {
    const secret = groupScope(groupId("secret"));
    await index.replace(ACME, documentId("d"), [passage("d", "zebra secret best", { scopes: [secret] })]);
    await search(tei())();
    expect(JSON.stringify(server.requests)).not.toContain("secret");
  });
});
