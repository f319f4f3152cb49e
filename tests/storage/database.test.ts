import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Kysely, sql } from "kysely";
import { Migrator } from "kysely/migration";
import { openDatabase } from "../../src/storage/database.ts";
import { migrations } from "../../src/storage/migrations/catalogue.ts";
import { openSqliteDialect } from "../../src/storage/sqlite-dialect.ts";
import { StorageError } from "../../src/storage/storage-error.ts";
import type { Tables } from "../../src/storage/tables.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "docent-storage-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const newFolder = () => join(folder, "data", "deep");

test("a missing folder is created, its tables with it, and what was written is there after reopening", async () => {
  const first = await openDatabase({ folder: newFolder() });
  await first.db.insertInto("asks").values(row("a")).execute();
  await first.close();

  const second = await openDatabase({ folder: newFolder() });
  const rows = await second.db.selectFrom("asks").select("id").execute();
  await second.close();
  expect(rows.map((found) => found.id)).toEqual(["a"]);
});

test("writes are durable and references are kept", async () => {
  const { db, close } = await openDatabase({ folder });
  const pragma = async (name: string) =>
    Object.values((await sql.raw<Record<string, unknown>>(`pragma ${name}`).execute(db)).rows[0] ?? {})[0];
  expect(await pragma("journal_mode")).toBe("wal");
  expect(await pragma("synchronous")).toBe(2);
  await expect(db.insertInto("feedback").values(vote("no such ask")).execute()).rejects.toThrow(
    /FOREIGN KEY/,
  );
  await close();
});

test("a transaction that fails leaves nothing behind", async () => {
  const { db, close } = await openDatabase({ folder });
  await expect(
    db.transaction().execute(async (transaction) => {
      await transaction.insertInto("asks").values(row("a")).execute();
      throw new Error("changed my mind");
    }),
  ).rejects.toThrow("changed my mind");
  expect(await db.selectFrom("asks").select("id").execute()).toEqual([]);
  await close();
});

/** Runs a program that may open the database in `folder`; resolves to "fine" or to what it complained of. */
async function run(program: string): Promise<string> {
  const opener = new URL("../../src/storage/database.ts", import.meta.url).href;
  const text = `import { openDatabase } from ${JSON.stringify(opener)};\n${program}`;
  const child = spawn("node", ["--input-type=module", "--eval", text, folder], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let complaint = "";
  child.stderr.on("data", (chunk) => {
    complaint += chunk;
  });
  const [code] = await once(child, "exit");
  return code === 0 ? "fine" : complaint;
}

test("processes that open a new database together all get a complete one", async () => {
  const open = () =>
    run(`const { db, close } = await openDatabase({ folder: process.argv[1] });
      await db.selectFrom("asks").select("id").execute();
      await close();`);
  expect(await Promise.all([open(), open(), open()])).toEqual(["fine", "fine", "fine"]);
});

test("writes that come together are each durable when they resolve, and one that fails fails alone", async () => {
  const { db, close } = await openDatabase({ folder });
  const other = new DatabaseSync(join(folder, "docent.db"));
  const seenByOthers = (id: string) =>
    other.prepare("select id from asks where id = ?").get(id) !== undefined;
  const ids = ["a", "b", "a", "c", ...Array.from({ length: 50 }, (_, n) => `d${n}`)];
  const outcomes = await Promise.allSettled(
    ids.map(async (id) => {
      await db.insertInto("asks").values(row(id)).execute();
      return seenByOthers(id);
    }),
  );
  const said = outcomes.map((outcome) => (outcome.status === "fulfilled" ? outcome.value : "failed"));
  expect(said).toEqual(ids.map((_, n) => (n === 2 ? "failed" : true)));
  other.close();
  await close();
});

test("transactions that are asked for together run one after the other", async () => {
  const { db, close } = await openDatabase({ folder });
  const names = Array.from({ length: 20 }, (_, number) => `t${number}`);
  await Promise.all(
    names.map((name) =>
      db.transaction().execute(async (transaction) => {
        await transaction.insertInto("asks").values(row(name)).execute();
      }),
    ),
  );
  const rows = await db.selectFrom("asks").select("id").execute();
  await close();
  expect(rows.map(({ id }) => id).sort()).toEqual(names.toSorted());
});

test("a transaction that begins beside other writes is its own: what it takes back is only its own", async () => {
  const { db, close } = await openDatabase({ folder });
  const writes = ["a", "b", "c"].map((id) => db.insertInto("asks").values(row(id)).execute());
  const undone = db.transaction().execute(async (transaction) => {
    await transaction.insertInto("asks").values(row("undone")).execute();
    throw new Error("changed my mind");
  });
  await expect(undone).rejects.toThrow("changed my mind");
  await Promise.all(writes);
  const rows = await db.selectFrom("asks").select("id").orderBy("id").execute();
  expect(rows.map(({ id }) => id)).toEqual(["a", "b", "c"]);
  await close();
});

test("a write that waits for another process holds up nothing else", async () => {
  const { db, close } = await openDatabase({ folder });
  const other = new DatabaseSync(join(folder, "docent.db"));
  other.exec("begin immediate");
  let written = false;
  const writing = db
    .insertInto("asks")
    .values(row("a"))
    .execute()
    .then(() => {
      written = true;
    });
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(written).toBe(false);
  other.exec("commit");
  await writing;
  other.close();
  await close();
});

test("a database that was left open keeps no program running, and one that was closed says so", async () => {
  const { db, close } = await openDatabase({ folder });
  await close();
  await close();
  await expect(db.selectFrom("asks").select("id").execute()).rejects.toThrow(
    /driver has already been destroyed|closed/,
  );
  expect(await run("await openDatabase({ folder: process.argv[1] });")).toBe("fine");
});

describe("one clear error", () => {
  const complaint = async (target: string) => {
    const failure = await openDatabase({ folder: target }).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(StorageError);
    return (failure as StorageError).message;
  };

  test("when the folder cannot be written", async () => {
    writeFileSync(join(folder, "file"), "");
    expect(await complaint(join(folder, "file", "below"))).toMatch(
      /cannot be opened for writing.*DOCENT_DATA/,
    );
  });

  test("when the file is not a database", async () => {
    writeFileSync(join(folder, "docent.db"), "not a database, but long enough to be looked at ".repeat(100));
    expect(await complaint(folder)).toMatch(/is not a Docent database.*DOCENT_DATA/);
  });

  test("when a newer version wrote it", async () => {
    const { db, close } = await openDatabase({ folder });
    await sql`insert into kysely_migration (name, timestamp) values ('9999-later', '2099-01-01')`.execute(db);
    await close();
    expect(await complaint(folder)).toMatch(/written by a newer version of Docent: update/);
  });
});

test("answers that were stored before recall count as resting on their documents", async () => {
  const first = new Kysely<Tables>({ dialect: await openSqliteDialect({ file: join(folder, "docent.db") }) });
  const before = Object.entries(migrations).filter(([name]) => name < "0005");
  const provider = { getMigrations: async () => Object.fromEntries(before) };
  await new Migrator({ db: first, provider }).migrateToLatest();
  const id = "ask_1";
  await first.insertInto("asks").values(row(id)).execute();
  const stored = {
    citations: [{ passage: "leave:0123456789ab:0" }, { passage: "leave:0123456789ab:4" }],
    named: ["travel:ba9876543210:1"],
  };
  await first
    .updateTable("asks")
    .set({ reply: JSON.stringify(stored) })
    .where("id", "=", id)
    .execute();
  await first.destroy();

  const second = await openDatabase({ folder });
  const sources = await second.db.selectFrom("answer_sources").selectAll().orderBy("document").execute();
  await second.close();
  expect(sources).toEqual([
    { ask_id: id, document: "leave", version: "0123456789ab" },
    { ask_id: id, document: "travel", version: "ba9876543210" },
  ]);
});

test("migrations are numbered without gaps", () => {
  const numbers = Object.keys(migrations).map((name) => Number(name.slice(0, 4)));
  expect(numbers).toEqual([...new Set(numbers)].sort((one, other) => one - other));
});

const vote = (ask: string) => ({
  ask_id: ask,
  person: "local:ana",
  kind: "helpful",
  comment: null,
  given_at: 1,
});

const row = (id: string) => ({
  id,
  tenant: "default",
  platform: "local",
  dedupe_key: id,
  person: "local:ana",
  audience_kind: "private" as const,
  audience_id: "local:ana",
  conversation: "c",
  question: "?",
  received_at: 1,
  address: "null",
  state: "received" as const,
  attempts: 1,
  due_at: 1,
  lease_owner: null,
  lease_until: 0,
  reply: null,
  outcome: null,
  answered_at: null,
  handle: null,
  finished_at: null,
  failure: null,
});
