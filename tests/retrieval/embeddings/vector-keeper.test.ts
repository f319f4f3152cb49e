import { spawn } from "node:child_process";
import { once } from "node:events";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Core } from "../../../src/core.ts";
import { createLog } from "../../../src/operations/log.ts";
import { createMetrics } from "../../../src/operations/metrics.ts";
import { createEmbedder } from "../../../src/retrieval/embeddings/catalogue.ts";
import { createEmbeddingModels } from "../../../src/retrieval/embeddings/embedding-models.ts";
import { createVectorKeeper, type VectorStatus } from "../../../src/retrieval/embeddings/vector-keeper.ts";
import { openEmbeddedIndex } from "../../../src/retrieval/index/embedded.ts";
import { openDatabase } from "../../../src/storage/database.ts";
import { type EmbeddingServers, failing, startEmbeddingServers } from "../../stand-ins/embedding-servers.ts";
import { ACME, documentId, passage, put } from "../passages.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { letters, OLLAMA, openEmbeddingCore, titlesFor, writeNotes } from "./embedding-core.ts";

let servers: EmbeddingServers;
let folder: string;
const cores: Core[] = [];

beforeEach(async () => {
  servers = await startEmbeddingServers();
  folder = await temporaryFolder();
});
afterEach(async () => {
  for (const core of cores.splice(0)) await core.close();
  await servers.stop();
});

async function open(environment: Readonly<Record<string, string>> = {}): Promise<Core> {
  const core = await openEmbeddingCore(folder, servers.url, environment);
  cores.push(core);
  return core;
}

async function close(core: Core): Promise<void> {
  cores.splice(cores.indexOf(core), 1);
  await core.close();
}

/** Waits until the keeper says so; whatever it waits for goes on meanwhile. */
async function until(core: Core, is: (status: readonly VectorStatus[]) => boolean): Promise<void> {
  const turn = () => new Promise((next) => setTimeout(next, 5));
  while (!is(await core.vectors!.status())) await turn();
}

const isAnswering =
  (model: string) =>
  (status: readonly VectorStatus[]): boolean =>
    status.some((one) => one.model === model && one.state === "answering" && one.vectors === one.passages);

test("documents answer by their words at once, and by their meaning once all have vectors", async () => {
  const core = await open();
  await core.indexFolder(await writeNotes(folder, 40), {});
  servers.answers = false;
  core.vectors!.start();
  expect(await titlesFor(core, `note ${letters(7)}`)).toContain("Note 7");
  expect(await core.vectors!.vectorOf("aaaa")).toBeUndefined();
  await close(core);

  servers.answers = true;
  const again = await open();
  again.vectors!.start();
  await until(again, isAnswering(OLLAMA));
  while (!(await again.vectors!.vectorOf("aaaa"))) await new Promise((next) => setTimeout(next, 5));
  expect(await titlesFor(again, "zz aaaaaaaaaaaa")).toContain("Note 0");
  const [status] = await again.vectors!.status();
  expect(status).toEqual({
    model: OLLAMA,
    state: "answering",
    dimension: 26,
    vectors: 40,
    passages: 40,
  });
});

test("a document that comes later gets its vector without being asked for", async () => {
  const core = await open();
  const notes = await writeNotes(folder, 3);
  await core.indexFolder(notes, {});
  core.vectors!.start();
  await until(core, isAnswering(OLLAMA));
  await writeFile(join(notes, "late.md"), "# Late\n\nSomething new.");
  await core.indexFolder(notes, {});
  await until(core, ([one]) => one?.passages === 4 && one.vectors === 4);
  expect(servers.embedded.filter((text) => text.startsWith("Late"))).toHaveLength(1);
});

test("a model does not begin to answer before there is anything to compare with", async () => {
  const core = await open();
  expect(await core.vectors!.fill()).toBe(true);
  expect(await core.vectors!.status()).toEqual([expect.objectContaining({ state: "filling", passages: 0 })]);
  await core.indexFolder(await writeNotes(folder, 2), {});
  expect(await core.vectors!.fill()).toBe(true);
  expect(await core.vectors!.status()).toEqual([expect.objectContaining({ state: "answering", vectors: 2 })]);
});

test("requests stay within the provider's limits", async () => {
  const core = await open();
  await core.indexFolder(await writeNotes(folder, 100), {});
  await core.vectors!.fill();
  const sizes = servers.requests.map(({ texts }) => texts);
  expect(Math.max(...sizes)).toBe(32);
  expect(sizes.reduce((sum, size) => sum + size)).toBe(100);
});

test("killed without warning in the middle, nothing is lost and nothing that was kept is made twice", async () => {
  await writeNotes(folder, 300);
  const child = spawn(
    process.execPath,
    [
      "--disable-warning=ExperimentalWarning",
      new URL("./filling.child.ts", import.meta.url).pathname,
      folder,
      servers.url,
    ],
    { stdio: "inherit" },
  );
  await new Promise<void>((enough) => {
    servers.onAnswer = () => {
      if (servers.requests.length === 4) enough();
    };
  });
  child.kill("SIGKILL");
  await once(child, "exit");
  servers.onAnswer = () => {};
  const before = servers.embedded.length;
  expect(before).toBeLessThan(300);

  const core = await open();
  await core.indexFolder(join(folder, "notes"), {});
  // The killed process still holds the model; its hold ends by itself, or with the row that says so.
  await core.vectors!.stop();
  await endHolds();
  const next = await open();
  expect(await next.vectors!.fill()).toBe(true);
  await until(next, isAnswering(OLLAMA));
  expect((await next.vectors!.status())[0]).toMatchObject({ vectors: 300, passages: 300 });
  expect(new Set(servers.embedded).size).toBe(300);
  expect(servers.embedded.length).toBeLessThanOrEqual(300 + 32);
});

async function endHolds(): Promise<void> {
  const { db, close: closeDatabase } = await openDatabase({ folder: join(folder, "data") });
  await db.updateTable("embedding_models").set({ held_until: 0 }).execute();
  await closeDatabase();
}

test("another model takes over in one step: until then the former one answers", async () => {
  const core = await open();
  await core.indexFolder(await writeNotes(folder, 70), {});
  await core.vectors!.fill();
  await close(core);

  const other = `${OLLAMA}@12`;
  const next = await open({ DOCENT_EMBEDDINGS_DIMENSIONS: "12" });
  expect((await next.vectors!.vectorOf("aaaa"))?.model).toBe(OLLAMA);
  const asked: string[] = [];
  servers.instead.push(() => undefined, failing(503));
  servers.onAnswer = async () => {
    asked.push((await next.vectors!.vectorOf("aaaa"))!.model);
  };
  await next.vectors!.fill();
  expect((await next.vectors!.vectorOf("aaaa"))?.model).toBe(other);
  expect(asked).toContain(OLLAMA);
  expect(await next.vectors!.status()).toEqual([
    { model: other, state: "answering", dimension: 12, vectors: 70, passages: 70 },
  ]);
  expect((await next.index.size(next.tenant)).vectors).toEqual({ [other]: 70 });
});

test("setting the former model again drops what was made of the other", async () => {
  const core = await open();
  await core.indexFolder(await writeNotes(folder, 5), {});
  await core.vectors!.fill();
  await close(core);
  await close(await open({ DOCENT_EMBEDDINGS_DIMENSIONS: "12" }));
  const again = await open();
  expect(await again.vectors!.status()).toEqual([expect.objectContaining({ model: OLLAMA, vectors: 5 })]);
  expect(await again.vectors!.fill()).toBe(true);
  expect(servers.embedded).toHaveLength(5);
});

test("two processes do not make the same vectors", async () => {
  const one = await open();
  const two = await open();
  await one.indexFolder(await writeNotes(folder, 5), {});
  servers.answers = false;
  one.vectors!.start();
  await until(one, ([status]) => status !== undefined);
  const held = Promise.withResolvers<void>();
  const look = async () => {
    while (await two.vectors!.fill()) await new Promise((next) => setTimeout(next, 5));
    held.resolve();
  };
  servers.answers = true;
  await until(one, isAnswering(OLLAMA));
  void look();
  await held.promise;
  expect(servers.embedded).toHaveLength(5);
});

describe("when the provider fails", () => {
  const keeper = async (log = createLog({ level: "error", secrets: [], json: true })) => {
    const database = await openDatabase({ folder });
    const index = await openEmbeddedIndex({ folder });
    const metrics = createMetrics();
    const made = await createVectorKeeper({
      tenant: ACME,
      index,
      models: createEmbeddingModels({ db: database.db, tenant: ACME }),
      model: OLLAMA,
      createEmbedder: (name) => createEmbedder(name, { DOCENT_EMBEDDINGS_URL: servers.url }),
      questionTimeoutMs: 200,
      log,
      metrics,
      pauseMs: () => 1,
    });
    const end = async () => {
      await made.stop();
      await index.close();
      await database.close();
    };
    return { keeper: made, index, metrics, end };
  };

  test("passages are tried again until they have vectors", async () => {
    const { keeper: made, index, end } = await keeper();
    await put(index, { a: "aardvark", b: "bubble" });
    servers.instead.push(failing(429), failing(503), failing(500));
    expect(await made.fill()).toBe(true);
    expect((await made.status())[0]).toMatchObject({ vectors: 2, state: "answering" });
    await end();
  });

  test("a text that is refused stands in nobody's way", async () => {
    const { keeper: made, index, end } = await keeper();
    const texts = Object.fromEntries(
      Array.from({ length: 20 }, (_, at) => [`d${at}`, `text ${letters(at)}`]),
    );
    await put(index, { ...texts, poison: "poison text" });
    servers.refuses = (text) => text.includes("poison");
    expect(await made.fill()).toBe(true);
    expect((await made.status())[0]).toMatchObject({ vectors: 21, passages: 21 });
    expect(servers.embedded).toHaveLength(20);
    await end();
  });

  test("a passage without text is never sent", async () => {
    const { keeper: made, index, end } = await keeper();
    await index.replace(ACME, documentId("empty"), [passage("empty", "  ")]);
    await put(index, { a: "aardvark" });
    expect(await made.fill()).toBe(true);
    expect(servers.embedded).toEqual(["aardvark"]);
    expect(await made.vectorOf("   ")).toBeUndefined();
    await end();
  });

  test("what a person has to mend is not tried again and again", async () => {
    const { keeper: made, index, end } = await keeper();
    await put(index, { a: "aardvark" });
    servers.instead.push(failing(404), failing(404));
    await expect(made.fill()).rejects.toThrow(/knows no model ollama:nomic-embed-text: .*ollama pull/);
    expect(servers.instead).toHaveLength(1);
    await end();
  });

  test("questions are answered by words within the deadline, and the next ones at once", async () => {
    const { keeper: made, index, metrics, end } = await keeper();
    await put(index, { a: "aardvark" });
    await made.fill();
    servers.answers = false;
    expect(await made.vectorOf("aardvark?")).toBeUndefined();
    await servers.stop();
    expect(await made.vectorOf("another?")).toBeUndefined();
    const failures = await metrics.registry.getSingleMetricAsString("docent_embedding_failures_total");
    expect(failures).toContain(`{model="${OLLAMA}",what="question"} 1`);
    await end();
  });
});

test("without the setting there are no vectors and no questions to a provider", async () => {
  const core = await open({ DOCENT_EMBEDDINGS: "" });
  await core.indexFolder(await writeNotes(folder, 3), {});
  expect(core.vectors).toBeUndefined();
  expect(await titlesFor(core, letters(2))).toEqual(["Note 2"]);
  expect(servers.requests).toEqual([]);
  await rm(folder, { recursive: true, force: true });
});
