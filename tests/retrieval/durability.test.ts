import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { DatabaseSync } from "node:sqlite";
import { openEmbeddedIndex } from "../../src/retrieval/index/embedded.ts";
import { REMEMBERED_CHANGES } from "../../src/retrieval/index/index-file.ts";
import type { IndexAnswer, PassageIndex } from "../../src/retrieval/passage-index.ts";
import { ACME, documentId, found, PASSAGES, passage, put, query, version } from "./passages.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const handbook = query("handbook", { limit: 100 });

/** The one version that all hits are of. */
function onlyVersion({ hits }: IndexAnswer): number {
  const versions = new Set(hits.map((hit) => hit.passage.version));
  expect({ versions: versions.size, passages: hits.length }).toEqual({ versions: 1, passages: PASSAGES });
  return Number([...versions][0]);
}

function startWriter(...args: string[]): ChildProcess {
  const script = new URL("./writer.child.ts", import.meta.url).pathname;
  return spawn(process.execPath, ["--disable-warning=ExperimentalWarning", script, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
}

/** Reads lines of a child's output until one is at least `number`. */
async function untilSaid(child: ChildProcess, number: number): Promise<void> {
  for await (const line of createInterface({ input: child.stdout! })) if (Number(line) >= number) return;
}

async function withIndex<Result>(
  folder: string,
  use: (index: PassageIndex) => Promise<Result>,
): Promise<Result> {
  const index = await openEmbeddedIndex({ folder });
  try {
    return await use(index);
  } finally {
    await index.close();
  }
}

test("a search during replacements sees exactly one version", async () => {
  await withIndex(await temporaryFolder(), async (index) => {
    await index.replace(ACME, documentId("guide"), version("guide", 0));
    const seen: number[] = [];
    for (let number = 1; number <= 60; number++) {
      const replaced = index.replace(ACME, documentId("guide"), version("guide", number));
      const others = index.replace(ACME, documentId(`other${number}`), [
        passage(`other${number}`, "unrelated"),
      ]);
      seen.push(onlyVersion(await index.search(handbook)));
      await Promise.all([replaced, others]);
      seen.push(onlyVersion(await index.search(handbook)));
    }
    expect(seen).toEqual(seen.toSorted((one, other) => one - other));
    expect(seen.at(-1)).toBe(60);
  });
});

test("a passage that was found before is handed out again until it goes", async () => {
  await withIndex(await temporaryFolder(), async (index) => {
    const say = (text: string) => index.replace(ACME, documentId("guide"), [passage("guide", text)]);
    const find = async () => (await index.search(query("handbook"))).hits.map((hit) => hit.passage);
    await say("The handbook of old");
    const [first] = await find();
    expect((await find())[0]).toBe(first);
    await say("The handbook of today");
    expect((await find()).map(({ text }) => text)).toEqual(["The handbook of today"]);
    await index.remove(ACME, documentId("guide"));
    expect(await find()).toEqual([]);
  });
});

test("searches that cross writes hand out what they found, each its own passages", async () => {
  await withIndex(await temporaryFolder(), async (index) => {
    const searches: Promise<IndexAnswer>[] = [];
    const writes: Promise<void>[] = [];
    for (let number = 0; number < 30; number++) {
      const name = `guide${number % 5}`;
      writes.push(index.replace(ACME, documentId(name), [passage(name, `handbook ${number}`)]));
      for (let again = 0; again < 3; again++) searches.push(index.search(query("handbook")));
      if (number % 7 === 6) await Promise.all(writes);
    }
    for (const { hits } of await Promise.all(searches)) {
      const documents = hits.map(({ passage: { document } }) => document);
      expect(new Set(documents).size).toBe(documents.length);
      for (const { passage: found } of hits)
        expect(`guide${Number(found.text.split(" ")[1]) % 5}`).toBe(found.document);
    }
  });
});

test.each([3, 11, 24])(
  "killed without warning after version %i: an acknowledged version or a later one is whole",
  async (last) => {
    const folder = await temporaryFolder();
    const writer = startWriter(folder);
    await untilSaid(writer, last);
    writer.kill("SIGKILL");
    await once(writer, "exit");
    await withIndex(folder, async (index) => {
      const survivor = onlyVersion(await index.search(handbook));
      expect(survivor).toBeGreaterThanOrEqual(last);
      expect(await index.passagesOf(ACME, documentId("guide"))).toEqual(version("guide", survivor));
      expect(await index.size(ACME)).toEqual({ passages: PASSAGES, documents: 1 });
    });
  },
);

test("two processes on one file see each other's changes, whole", async () => {
  const folder = await temporaryFolder();
  await withIndex(folder, async (index) => {
    await index.replace(ACME, documentId("guide"), version("guide", 0));
    const writer = startWriter(folder, "guide", "40");
    const ended = once(writer, "exit");
    for (let number = 1; writer.exitCode === null; number++) {
      await index.replace(ACME, documentId("mine"), [passage("mine", `own note${number}`)]);
      onlyVersion(await index.search(handbook));
      await new Promise((resolve) => setImmediate(resolve));
    }
    await ended;
    expect(onlyVersion(await index.search(handbook))).toBe(40);
    expect(await found(index, query("edition40 part7"))).toContain("guide");
    expect(await index.size(ACME)).toEqual({ passages: PASSAGES + 1, documents: 2 });
  });
});

test("what one process removes and adds again another finds as it is, word by word", async () => {
  const folder = await temporaryFolder();
  await withIndex(folder, (here) =>
    withIndex(folder, async (there) => {
      await put(here, { one: "zebra crossing", two: "plain text" });
      expect(await found(there, query("zebra"))).toEqual(["one"]);
      await here.remove(ACME, documentId("one"));
      await put(here, { two: "zebra stripes" });
      expect(await found(there, query("zebra"))).toEqual(["two"]);
      expect(await found(there, query("crossing"))).toEqual([]);
      await put(there, { three: "crossing again" });
      expect(await found(here, query("crossing"))).toEqual(["three"]);
      expect((await here.search(query("zebra crossing"))).hits).toEqual(
        (await there.search(query("zebra crossing"))).hits,
      );
    }),
  );
});

test("opened again it answers the same, to the last digit", async () => {
  const folder = await temporaryFolder();
  const texts = [
    "parental leave handbok",
    "travel leave for parents",
    "zebra crossing handbook",
    "overtime pay",
  ];
  const questions = ["parental leave", "handbok", "zebra leave", "parent travels", "nothing known here"];
  const ask = (index: PassageIndex) => Promise.all(questions.map((text) => index.search(query(text))));
  const before = await withIndex(folder, async (index) => {
    for (const [at, text] of texts.entries()) await put(index, { [`old${at}`]: text, [`copy${at}`]: text });
    for (const at of [2, 0]) await put(index, { [`old${at}`]: `${texts[at]} again` });
    await index.remove(ACME, documentId("copy1"));
    return ask(index);
  });
  expect(await withIndex(folder, ask)).toEqual(before);
});

test("many replacements later it answers as if freshly filled", async () => {
  const documents = Array.from({ length: 40 }, (_, number) => number);
  const fill = async (index: PassageIndex, edition: number) => {
    for (const number of documents)
      await index.replace(ACME, documentId(`d${number}`), version(`d${number}`, edition + number));
  };
  const ask = (index: PassageIndex) => index.search(query("handbook edition12 part3", { limit: 30 }));
  const fresh = await withIndex(await temporaryFolder(), async (index) => {
    await fill(index, 9);
    return ask(index);
  });
  await withIndex(await temporaryFolder(), async (index) => {
    for (let edition = 0; edition < 10; edition++) await fill(index, edition);
    expect(await ask(index)).toEqual(fresh);
  });
});

test("a removed document leaves no word behind in the file", async () => {
  const folder = await temporaryFolder();
  await withIndex(folder, async (index) => {
    await put(index, { secret: "the quetzalcoatl project", open: "the open project" });
    await index.remove(ACME, documentId("secret"));
  });
  const database = new DatabaseSync(join(folder, "index.db"));
  database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  database.close();
  const bytes = await readFile(join(folder, "index.db"));
  expect(bytes.includes("quetzalcoatl")).toBe(false);
  expect(bytes.includes("project")).toBe(true);
});

test("a tenant that was emptied long ago can be filled again", async () => {
  const folder = await temporaryFolder();
  await withIndex(folder, async (index) => {
    await put(index, { one: "zebra crossing" });
    await index.remove(ACME, documentId("one"));
  });
  const database = new DatabaseSync(join(folder, "index.db"));
  database.exec("DELETE FROM removals"); // as after REMEMBERED_CHANGES more changes
  database.close();
  await withIndex(folder, async (index) => {
    await put(index, { two: "zebra stripes" });
    expect(await found(index, query("zebra"))).toEqual(["two"]);
  });
});

test("a process that is far behind takes everything over anew", async () => {
  const folder = await temporaryFolder();
  await withIndex(folder, async (index) => {
    await put(index, { gone: "zebra crossing", kept: "plain text" });
    const database = new DatabaseSync(join(folder, "index.db"));
    database.exec("DELETE FROM documents WHERE document = 'gone'");
    database.exec(`UPDATE state SET change = change + ${REMEMBERED_CHANGES + 1}`);
    database.close();
    expect(await found(index, query("zebra"))).toEqual([]);
    expect(await found(index, query("text"))).toEqual(["kept"]);
  });
});

describe("opening says what is wrong and what to do", () => {
  test("with a damaged file", async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, "index.db"), "this is no database, whatever its name says".repeat(100));
    await expect(openEmbeddedIndex({ folder })).rejects.toThrow(
      /index\.db: .*damaged; stop Docent, delete it/,
    );
  });

  test("with a file of a newer layout", async () => {
    const folder = await temporaryFolder();
    const database = new DatabaseSync(join(folder, "index.db"));
    database.exec("PRAGMA user_version = 99");
    database.close();
    await expect(openEmbeddedIndex({ folder })).rejects.toThrow(/newer version of Docent: update Docent/);
  });

  test("with a folder that is a file", async () => {
    const path = join(await temporaryFolder(), "file");
    await writeFile(path, "");
    await expect(openEmbeddedIndex({ folder: join(path, "data") })).rejects.toThrow(
      /make the folder writable/,
    );
  });

  /** The superuser may write everywhere. */
  const unlessSuperuser = process.getuid?.() === 0 ? test.skip : test;
  unlessSuperuser("with a folder that may not be written", async () => {
    const folder = await temporaryFolder();
    await chmod(folder, 0o500);
    await expect(openEmbeddedIndex({ folder })).rejects.toThrow(/make the folder writable/);
  });

  test("with a closed index", async () => {
    const index = await openEmbeddedIndex({ folder: await temporaryFolder() });
    await index.close();
    await index.close();
    await expect(index.size(ACME)).rejects.toThrow("the index is closed: open it again");
  });
});

test("an index that an older Docent wrote is analysed anew when it is opened", async () => {
  const folder = await temporaryFolder();
  const texts = {
    one: "Überstunden werden mit dem Gehalt vergütet.",
    two: "overtime is paid with the salary",
  };
  await withIndex(folder, (index) => put(index, texts));
  const database = new DatabaseSync(join(folder, "index.db"));
  // As layout 1 had it: words without a language.
  database.exec(`
    DROP TABLE words;
    CREATE TABLE words (tenant TEXT NOT NULL, number INTEGER NOT NULL, word TEXT NOT NULL, PRIMARY KEY (tenant, number));
    INSERT INTO words VALUES ('acme', 0, 'nothing'), ('acme', 1, 'of this'), ('acme', 2, 'is true');
    UPDATE documents SET sequences = x'0100';
    PRAGMA user_version = 1;
  `);
  database.close();
  const ask = (index: PassageIndex) => index.search(query("Vergütung der Überstunde, salaries"));
  const reopened = await withIndex(folder, ask);
  expect(reopened.hits.map((hit) => hit.passage.document)).toEqual(["one", "two"]);
  const fresh = await withIndex(await temporaryFolder(), async (index) => {
    await put(index, texts);
    return ask(index);
  });
  expect(reopened).toEqual(fresh);
});
