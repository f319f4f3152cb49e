/** Owners hear of secrets in their documents: the real keeper, database, index and guard; only the platform is scripted. */
import type { PersonId } from "../../src/access/scopes.ts";
import { ORG, personScope, type Scope } from "../../src/access/scopes.ts";
import type { Courier } from "../../src/conversation/courier.ts";
import { tellOwners } from "../../src/conversation/tell-owners.ts";
import type { Catalogue } from "../../src/documents/catalogue.ts";
import { createOwnerNotices } from "../../src/documents/owner-notices.ts";
import type { DocumentSource } from "../../src/documents/sources/source.ts";
import { createGuard } from "../../src/safety/create-guard.ts";
import { localFilters } from "../../src/safety/filters/catalogue.ts";
import { createPolicy } from "../../src/safety/policy.ts";
import {
  type KeeperBench,
  openKeeperBench,
  silentLog,
  tenant,
  until,
  untilInStep,
} from "../documents/keeper-bench.ts";
import { scriptedSource } from "../documents/scripted-source.ts";
import { ANA, BEN, keptLog, people } from "./stand-ins.ts";

const HOUR = 3_600_000;
const SECRET = "The password is Winter-Pine!42.";
let bench: KeeperBench;
let stopping: AbortController;
const loops: Promise<void>[] = [];

beforeEach(async () => {
  bench = await openKeeperBench();
  stopping = new AbortController();
});
afterEach(async () => {
  stopping.abort();
  await Promise.all(loops.splice(0));
  await bench.close();
});

/** A source whose documents all belong to one person. */
function sourceOf(owner: PersonId | undefined) {
  const script = scriptedSource("files");
  const { source } = script;
  const owned: DocumentSource = {
    ...source,
    async *list() {
      for await (const entry of source.list()) yield { ...entry, owner };
    },
  };
  return { ...script, source: owned };
}

/** A platform that keeps what it is told to say, and refuses as often as it is asked to. */
function platform(refusals = 0) {
  const told: { person: PersonId; text: string }[] = [];
  let left = refusals;
  const courier: Courier = {
    deliver: async () => undefined,
    async tell(person, text) {
      if (left-- > 0) throw Object.assign(new Error("the platform is away"), { retryAfterMs: 0 });
      told.push({ person, text: text.text });
    },
  };
  return { told, courier };
}

const guard = createGuard({ filters: localFilters(), policies: () => createPolicy(), timeoutMs: 5_000 });

function start(
  courier: Courier,
  {
    membership = people({ [ANA]: {}, [BEN]: {} }).membership,
    log = silentLog,
    catalogue = bench.catalogue as Pick<Catalogue, "get">,
  } = {},
) {
  const notices = createOwnerNotices({ db: bench.database.db, tenant });
  const couriers = new Map([["local" as const, courier]]);
  let clock = Date.now();
  // Time runs fast, so that nobody waits for the second attempt.
  const now = () => (clock += HOUR);
  const loop = tellOwners({
    notices,
    catalogue,
    membership,
    guard,
    couriers,
    log,
    signal: stopping.signal,
    now,
  });
  loops.push(loop.ended);
  return { notices, loop };
}

const settled = () =>
  bench.database.db
    .selectFrom("owner_notices")
    .select("version")
    .where("settled_at", "is not", null)
    .execute();

async function keep(source: DocumentSource, notices: ReturnType<typeof createOwnerNotices>) {
  const keeper = bench.keeper({ notices });
  keeper.add(source, { reconcileEveryMs: HOUR });
  await keeper.start();
  await untilInStep(keeper, "files");
  return keeper;
}

test("the owner hears once of each version, what and where, and never what it is", async () => {
  const { source, put } = sourceOf(ANA);
  const { told, courier } = platform();
  const { notices } = start(courier);
  put("vpn.md", `# VPN\n\n## Setup\n\n${SECRET}`);
  const keeper = await keep(source, notices);
  await until(settled, (rows) => rows.length === 1);
  expect(told).toEqual([{ person: ANA, text: expect.stringMatching(/“VPN” holds .*password \(Setup\)/) }]);
  expect(JSON.stringify(told)).not.toContain("Winter-Pine");

  await keeper.touch("files");
  await untilInStep(keeper, "files");
  put("vpn.md", `# VPN\n\n## Setup\n\n${SECRET} Keep it.`);
  await keeper.touch("files");
  await until(settled, (rows) => rows.length === 2);
  expect(told).toHaveLength(2);
});

test("a platform that is away hears of it later, also after a restart", async () => {
  const { source, put } = sourceOf(ANA);
  const { log, lines } = keptLog();
  const { told, courier } = platform(2);
  put("vpn.md", SECRET);
  await keep(source, createOwnerNotices({ db: bench.database.db, tenant }));
  start(courier, { log });
  await until(settled, (rows) => rows.length === 1, 20_000);
  expect(told).toHaveLength(1);
  expect(lines.filter(({ message }) => /could not be told/.test(message))).toHaveLength(2);
});

test.each<[string, readonly Scope[]]>([
  ["nobody is told of a document that they may not read", [personScope(BEN)]],
  ["nor of one that is theirs no more", []],
])(
  "%s",
  async (_name, scopes) => {
    const { source, put } = sourceOf(ANA);
    const { told, courier } = platform();
    put("vpn.md", SECRET, scopes);
    const { notices } = start(courier);
    await keep(source, notices);
    await until(settled, (rows) => rows.length === 1, 20_000);
    expect(told).toEqual([]);
  },
  30_000,
);

test("a notice that comes before its version is in the catalogue waits for it", async () => {
  const { source, put } = sourceOf(ANA);
  const { told, courier } = platform();
  put("vpn.md", SECRET);
  const notices = createOwnerNotices({ db: bench.database.db, tenant });
  const keeper = bench.keeper();
  keeper.add(source, { reconcileEveryMs: HOUR });
  await keeper.start();
  await untilInStep(keeper, "files");
  const [entry] = await bench.catalogue.list(tenant);
  if (!entry) throw new Error("nothing is indexed");
  await bench.catalogue.save({ ...entry, version: "earlier" });
  await notices.note({ document: entry.id, version: entry.version, owner: ANA });
  const looks: number[] = [];
  start(courier, {
    catalogue: {
      async get(id) {
        // The version comes after the first look.
        if (looks.push(1) === 2) await bench.catalogue.save(entry);
        return bench.catalogue.get(id);
      },
    },
  });
  await until(settled, (rows) => rows.length === 1, 20_000);
  expect(told).toHaveLength(1);
});

test("without an owner, or a way to reach them, it stays in sources and log", async () => {
  const { log, lines } = keptLog();
  const { source, put } = sourceOf(undefined);
  put("vpn.md", SECRET, [ORG]);
  const keeper = bench.keeper({ log });
  keeper.add(source, { reconcileEveryMs: HOUR });
  await keeper.start();
  await untilInStep(keeper, "files");
  const [status] = await keeper.status();
  expect(status?.findings).toEqual([
    { path: "vpn.md", title: "Vpn", secrets: [{ kind: "password", place: "", count: 1 }] },
  ]);
  expect(lines).toContainEqual({
    level: "warn",
    message: expect.stringMatching(/holds secrets/),
    fields: { source: "files", path: "vpn.md", secrets: "password" },
  });
  expect(JSON.stringify(lines)).not.toContain("Winter-Pine");
});
