import { createHash } from "node:crypto";
import { tenantId } from "../../src/access/scopes.ts";
import type { Snapshot, SnapshotArchive, SnapshotId } from "../../src/documents/archive.ts";
import type { DocumentId } from "../../src/documents/document.ts";
import { bucketArchive } from "../../src/documents/sources/gcs/bucket-archive.ts";
import { storageClient } from "../../src/documents/sources/gcs/storage-client.ts";
import { type GcsStandIn, startGcs } from "../stand-ins/gcs.ts";
import { bytesOf } from "./files.ts";

const BUCKET = "acme-originals";
const tenant = tenantId("acme/eu");
let gcs: GcsStandIn;
let archive: SnapshotArchive;

beforeEach(async () => {
  gcs = await startGcs();
  gcs.createBucket(BUCKET);
  const client = await storageClient({ endpoint: gcs.endpoint, retryDelayMs: 20 });
  archive = bucketArchive({ client, bucket: BUCKET, maxBytes: 1_000_000 });
});
afterEach(() => gcs.stop());

const snapshot = (text: string, name = "handbook.md"): Snapshot => ({ name, bytes: bytesOf(text) });
const idOf = (text: string, document = "d1"): SnapshotId => ({
  tenant,
  document: document as DocumentId,
  version: createHash("sha256").update(text).digest("hex"),
});
const isWrite = ({ method }: { method: string }): boolean => method === "POST";

test("a version is kept under tenant, document and version, and opened with its name", async () => {
  const id = idOf("Words.");
  await archive.keep(id, snapshot("Words.", "Übersicht & Co.md"));
  expect(gcs.names(BUCKET)).toEqual([`acme%2Feu/d1/${id.version}`]);
  const opened = await archive.open(id);
  expect(opened!.name).toBe("Übersicht & Co.md");
  expect(new TextDecoder().decode(opened!.bytes)).toBe("Words.");
  const short = { ...id, version: id.version.slice(0, 12) };
  expect(new TextDecoder().decode((await archive.open(short))!.bytes)).toBe("Words.");
  expect(await archive.open(idOf("Other words."))).toBeUndefined();
});

test("every write names its precondition, and what is there already stays", async () => {
  const id = idOf("Words.");
  await archive.keep(id, snapshot("Words."));
  await archive.keep(id, snapshot("Words."));
  const writes = gcs.requests.filter(isWrite);
  expect(writes.map(({ query }) => query.get("ifGenerationMatch"))).toEqual(["0", "0"]);
  expect(gcs.names(BUCKET)).toHaveLength(1);
});

test("a write that the server refuses for now is repeated", async () => {
  gcs.faults.push({ matches: isWrite, times: 2, kind: 503 });
  await archive.keep(idOf("Words."), snapshot("Words."));
  await archive.keep(idOf("More."), snapshot("More."));
  gcs.faults[0]!.times = 2;
  await archive.keep(idOf("Still more."), snapshot("Still more."));
  expect(gcs.names(BUCKET)).toHaveLength(3);
});

test("forgetting removes every version of that document, archived generations too, and no other's", async () => {
  gcs.createBucket("versioned", { versioning: true });
  const client = await storageClient({ endpoint: gcs.endpoint, retryDelayMs: 20 });
  const versioned = bucketArchive({ client, bucket: "versioned", maxBytes: 1_000_000 });
  await versioned.keep(idOf("One."), snapshot("One."));
  await versioned.keep(idOf("Two."), snapshot("Two."));
  await versioned.keep(idOf("Ten.", "d10"), snapshot("Ten."));
  expect(await versioned.forget(tenant, "d1" as DocumentId, idOf("Two.").version)).toBe(1);
  expect(await versioned.open(idOf("Two."))).toBeDefined();
  expect(await versioned.forget(tenant, "d1" as DocumentId)).toBe(1);
  expect(gcs.names("versioned")).toEqual([`acme%2Feu/d10/${idOf("Ten.").version}`]);
  expect(await versioned.forget(tenant, "d1" as DocumentId)).toBe(0);
});

test("what cannot be reached says what to do", async () => {
  gcs.faults.push({ matches: () => true, times: 99, kind: 403 });
  await expect(archive.keep(idOf("Words."), snapshot("Words."))).rejects.toThrow(/objectUser on the archive/);
  await expect(archive.open(idOf("Words."))).rejects.toThrow(/gs:\/\/acme-originals may not be used/);
});
