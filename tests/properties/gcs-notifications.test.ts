/** Whatever happens to a bucket and however its notifications arrive, the index ends as the bucket is. */
import { setTimeout as delay } from "node:timers/promises";
import fc from "fast-check";
import { passOn, readNotification } from "../../adapters/gcs/notification.ts";
import { tenantId } from "../../src/access/scopes.ts";
import { createCatalogue } from "../../src/documents/catalogue.ts";
import { createKeeper } from "../../src/documents/create-keeper.ts";
import { createParser, type DocumentParser } from "../../src/documents/parse/create-parser.ts";
import { gcsSource } from "../../src/documents/sources/gcs/gcs-source.ts";
import { prefixRules } from "../../src/documents/sources/gcs/prefix-rules.ts";
import { type StorageClient, storageClient } from "../../src/documents/sources/gcs/storage-client.ts";
import { openDatabase } from "../../src/storage/database.ts";
import { removeTemporaryFolders, temporaryFolder } from "../end-to-end/start-docent.ts";
import { type GcsStandIn, startGcs } from "../stand-ins/gcs.ts";
import { eventually } from "../stand-ins/gcs-docent.ts";
import { memoryIndex } from "../stand-ins/memory-index.ts";
import { attributesOf } from "../stand-ins/pubsub.ts";

const tenant = tenantId("acme");
const quiet = { error() {}, warn() {}, info() {}, debug() {} };
const names = ["a.md", "b.md", "hr/c.md", "unmapped/d.md"] as const;

let gcs: GcsStandIn;
let client: StorageClient;
let parser: DocumentParser;
let buckets = 0;

beforeAll(async () => {
  gcs = await startGcs();
  client = await storageClient({ endpoint: gcs.endpoint, retryDelayMs: 10 });
  parser = createParser({ workers: 1 });
});
afterAll(async () => {
  await gcs.stop();
  await parser.close();
  await removeTemporaryFolders();
});

const step = fc.record({
  name: fc.constantFrom(...names),
  kind: fc.constantFrom("put", "put", "remove", "remove", "metadata"),
  /** When each copy of the step's notifications arrives, ms later: two differ, so that order is lost. */
  arrivals: fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 3 }),
  pauseMs: fc.integer({ min: 0, max: 15 }),
  /** Whether everything is taken in before the next step, or the next happens in the middle of it. */
  settles: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, fc.constant(true)),
});

test("duplicates, late and disordered notifications end in what the bucket holds", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 5, maxLength: 20 }),
      fc.boolean(),
      async (steps, versioning) => {
        const bucket = `bucket-${++buckets}`;
        gcs.createBucket(bucket, { versioning });
        const database = await openDatabase({ folder: await temporaryFolder() });
        const index = memoryIndex();
        const catalogue = createCatalogue(database.db);
        const keeper = createKeeper({ db: database.db, tenant, catalogue, index, parser, log: quiet });
        const rules = prefixRules("a.md=org; b.md=org; hr/=group:managers");
        const source = gcsSource({ client, bucket, rules, maxBytes: 1_000_000 });
        keeper.add(source, { reconcileEveryMs: 3_600_000 });
        const deliveries: Promise<void>[] = [];
        let arrivals: readonly number[] = [];
        gcs.onEvent = (event) => {
          const notification = readNotification({ attributes: attributesOf(event) })!;
          for (const afterMs of arrivals)
            deliveries.push(delay(afterMs).then(() => passOn(notification, { source, touch: keeper.touch })));
        };
        const settle = async (): Promise<void> => {
          await Promise.all(deliveries);
          await eventually(async () => (await keeper.status()).every(({ pending }) => pending === 0));
        };
        try {
          await keeper.start();
          for (const [number, happening] of steps.entries()) {
            const { name, kind, pauseMs } = happening;
            arrivals = happening.arrivals;
            if (kind === "put") gcs.put(bucket, name, `Words number ${number}.`);
            else if (kind === "remove") gcs.remove(bucket, name);
            else if (gcs.names(bucket).includes(name)) gcs.touchMetadata(bucket, name);
            await delay(pauseMs);
            if (happening.settles) await settle();
          }
          await settle();
          const expected = gcs
            .names(bucket)
            .filter(source.covers)
            .map((name) => `${name}: ${gcs.content(bucket, name)}`);
          const held = async (): Promise<string[]> =>
            (await catalogue.list(tenant)).map(
              ({ path, id }) =>
                `${path}: ${index.documents
                  .get(id)
                  ?.map(({ text }) => text)
                  .join(" ")}`,
            );
          await eventually(async () => (await held()).join() === expected.join()).catch(async () =>
            expect(await held()).toEqual(expected),
          );
          expect([...index.documents.values()].flat()).toHaveLength(expected.length);
        } finally {
          await keeper.stop();
          await database.close();
        }
      },
    ),
    { numRuns: 10, endOnFailure: true },
  );
}, 120_000);
