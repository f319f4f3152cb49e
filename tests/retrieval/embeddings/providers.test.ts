import { LLMock } from "@copilotkit/aimock";
import { createEmbedder, type EmbeddingSettings } from "../../../src/retrieval/embeddings/catalogue.ts";
import { type Embedder, EmbeddingError } from "../../../src/retrieval/embeddings/embedder.ts";
import {
  type EmbeddingServers,
  failing,
  KEY,
  startEmbeddingServers,
} from "../../stand-ins/embedding-servers.ts";
import { lettersOf } from "../vectors.ts";

let servers: EmbeddingServers;
beforeEach(async () => {
  servers = await startEmbeddingServers();
});
afterEach(() => servers.stop());

/** Each provider as an administrator would set it, but for the address. */
const PROVIDERS = {
  "openai:text-embedding-3-small": "/v1",
  "azure:our-deployment": "",
  "google:gemini-embedding-001": "",
  "ollama:nomic-embed-text": "",
} as const;
const NAMES = Object.keys(PROVIDERS) as (keyof typeof PROVIDERS)[];

const embedder = (name: string, more: Partial<EmbeddingSettings> = {}): Embedder =>
  createEmbedder(name, {
    DOCENT_EMBEDDINGS_URL: `${servers.url}${PROVIDERS[name.replace(/@.*/, "") as never] ?? ""}`,
    DOCENT_EMBEDDINGS_KEY: KEY,
    ...more,
  });

async function failure(work: Promise<unknown>): Promise<EmbeddingError> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(EmbeddingError);
  expect((error as Error).message).not.toContain("\n");
  return error as EmbeddingError;
}

describe.each(NAMES)("%s", (name) => {
  test("makes vectors of passages, in their order, and of a question", async () => {
    const { embedPassages, embedQuestion } = embedder(name);
    expect(await embedPassages(["abba", "cab"])).toEqual([lettersOf("abba"), lettersOf("cab")]);
    expect(await embedQuestion("abc")).toEqual(lettersOf("abc"));
    expect(servers.requests.map(({ texts }) => texts)).toEqual([2, 1]);
  });

  test("says that it may pass when the provider is busy or failing", async () => {
    const { embedPassages } = embedder(name);
    for (const status of [429, 500, 503]) {
      // Google's client asks once more to learn what went wrong.
      servers.instead.splice(0, Number.POSITIVE_INFINITY, failing(status), failing(status));
      expect((await failure(embedPassages(["a"]))).kind).toBe("passing");
    }
  });

  test("says that a text is refused", async () => {
    servers.refuses = (text) => text.includes("bad");
    expect((await failure(embedder(name).embedPassages(["good", "bad"]))).kind).toBe("input");
  });

  test("says when nobody is there", async () => {
    await servers.stop();
    const error = await failure(embedder(name).embedPassages(["a"]));
    expect(error).toMatchObject({ kind: "passing", message: expect.stringContaining("cannot be reached") });
  });
});

test.each(["openai:text-embedding-3-small", "azure:our-deployment", "google:gemini-embedding-001"])(
  "%s: a wrong key is for a person to mend",
  async (name) => {
    const error = await failure(embedder(name, { DOCENT_EMBEDDINGS_KEY: "sk-wrong" }).embedQuestion("a"));
    expect(error).toMatchObject({
      kind: "setup",
      message: expect.stringContaining("check DOCENT_EMBEDDINGS_KEY"),
    });
    expect(error.message).not.toContain("sk-wrong");
  },
);

test("a model that Ollama has not pulled is for a person to mend", async () => {
  const error = await failure(embedder("ollama:absent").embedQuestion("a"));
  expect(error).toMatchObject({ kind: "setup", message: expect.stringContaining("ollama pull") });
});

test("a provider's wish to be left alone is kept", async () => {
  servers.instead.push(failing(429, { "retry-after": "7" }));
  const error = await failure(embedder("openai:text-embedding-3-small").embedPassages(["a"]));
  expect(error.retryAfterMs).toBe(7_000);
});

test.each(["openai:text-embedding-3-small@8", "ollama:nomic-embed-text@8"])(
  "%s: asks for shorter vectors",
  async (name) => {
    expect(await embedder(name).embedQuestion("abc")).toEqual(lettersOf("abc", 8));
  },
);

test("OpenAI's key and address of the chat model serve its embeddings", async () => {
  const settings = { OPENAI_API_KEY: KEY, OPENAI_BASE_URL: `${servers.url}/v1` };
  expect(await createEmbedder("openai:any", settings).embedQuestion("abc")).toEqual(lettersOf("abc"));
});

test("aimock's OpenAI is understood as well", async () => {
  const mock = new LLMock({ port: 0, host: "127.0.0.1", logLevel: "silent" });
  await mock.start();
  try {
    mock.onEmbedding(/leave/, { embedding: [0.25, -0.5, 1] });
    const settings = { DOCENT_EMBEDDINGS_URL: `${mock.url}/v1`, DOCENT_EMBEDDINGS_KEY: KEY };
    const { embedQuestion } = createEmbedder("openai:text-embedding-3-small", settings);
    expect(await embedQuestion("parental leave")).toEqual(Float32Array.of(0.25, -0.5, 1));
  } finally {
    await mock.stop();
  }
});

test.each([
  ["bedrock:amazon.titan-embed-text-v2:0", "@langchain/aws"],
  ["use-lite", "@energetic-ai/embeddings"],
])("%s says how its add-on is installed", async (name, add) => {
  const local = embedder(name, { DOCENT_EMBEDDINGS_URL: undefined });
  const installed = await import(add).then(
    () => true,
    () => false,
  );
  try {
    if (installed) return;
    const error = await failure(local.embedQuestion("a"));
    expect(error).toMatchObject({
      kind: "setup",
      message: expect.stringMatching(/needs an add-on of about \d+ MB: run npm install --save-exact @/),
    });
    expect(error.message).toContain(add);
  } finally {
    await local.close?.();
  }
});

test("a folder without a model says what belongs there", async () => {
  const local = embedder(`folder:${import.meta.dirname}`, { DOCENT_EMBEDDINGS_URL: undefined });
  expect((await failure(local.embedQuestion("a"))).message).toContain("put config.json, tokenizer.json");
  await local.close?.();
});

test("a provider that nobody knows is named", () => {
  expect(() => embedder("nobody:model")).toThrow(/no provider of embeddings is called "nobody"/);
});
