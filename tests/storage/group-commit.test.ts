import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Database, openDatabase } from "../../src/storage/database.ts";
import { type Commit, createGroupCommit } from "../../src/storage/group-commit.ts";

let folder: string;
let database: Database;
let commit: Commit;
let transactions: number;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "docent-commit-"));
  database = await openDatabase({ folder });
  transactions = 0;
  commit = createGroupCommit(
    new Proxy(database.db, {
      get: (db, property) => {
        if (property === "transaction") transactions++;
        const value: unknown = Reflect.get(db, property, db);
        return typeof value === "function" ? value.bind(db) : value;
      },
    }),
  );
});
afterEach(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

const write = (id: string) =>
  commit(async (transaction) => {
    await transaction
      .insertInto("documents")
      .values({
        id,
        tenant: "t",
        source: "s",
        path: id,
        uri: "u",
        title: id,
        scopes: "[]",
        version: "",
        seen_version: "",
        size: 0,
        modified_at: "",
        indexed_at: null,
        status: "failed",
        reason: null,
        passages: 0,
      })
      .execute();
    return id;
  });
const written = async () =>
  (await database.db.selectFrom("documents").select("id").orderBy("id").execute()).map(({ id }) => id);

test("writes of one moment share a transaction, and each gets its own result", async () => {
  const results = await Promise.all(Array.from({ length: 20 }, (_, n) => write(`d${n}`)));
  expect(results).toEqual(Array.from({ length: 20 }, (_, n) => `d${n}`));
  expect(transactions).toBe(1);
  expect(await written()).toHaveLength(20);
});

test("one that fails fails alone", async () => {
  const outcomes = await Promise.allSettled([write("a"), write("b"), write("a"), write("c")]);
  expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected", "fulfilled"]);
  expect(await written()).toEqual(["a", "b", "c"]);
});

test("what comes while a group is written is written next", async () => {
  const first = write("a");
  await new Promise((resolve) => setImmediate(resolve));
  await Promise.all([first, write("b"), write("c")]);
  expect(await written()).toEqual(["a", "b", "c"]);
});
