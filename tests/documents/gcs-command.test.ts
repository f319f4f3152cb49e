/** `docent index gs://…`, the real command. */
import { runDocent } from "../commands/run-docent.ts";
import { removeTemporaryFolders, temporaryFolder } from "../end-to-end/start-docent.ts";
import { type GcsStandIn, startGcs } from "../stand-ins/gcs.ts";

let gcs: GcsStandIn;
let data: string;

beforeEach(async () => {
  gcs = await startGcs();
  gcs.createBucket("acme-docs");
  gcs.put("acme-docs", "handbook/leave.md", "# Leave\n\nTwenty days.");
  gcs.put("acme-docs", "hr/pay.md", "# Pay\n\nOn the last day.");
  data = await temporaryFolder();
});
afterEach(() => gcs.stop());
afterAll(removeTemporaryFolders);

const docent = (args: readonly string[], settings: Readonly<Record<string, string>> = {}) =>
  runDocent(args, { DOCENT_DATA: data, GCS_API_ENDPOINT: gcs.endpoint, ...settings });

test("indexes a folder of a bucket for the readers that --scope names, and only once", async () => {
  const first = await docent(["index", "gs://acme-docs/handbook", "--scope", "group:staff", "--json"]);
  expect(first.code).toBe(0);
  expect(JSON.parse(first.stdout)).toMatchObject({ indexed: 1, failed: 0 });
  const second = await docent(["index", "gs://acme-docs/handbook", "--scope", "group:staff", "--json"]);
  expect(JSON.parse(second.stdout)).toMatchObject({ indexed: 0, unchanged: 1 });
  const { documents } = JSON.parse((await docent(["sources", "--json"])).stdout);
  expect(documents).toEqual([
    expect.objectContaining({
      source: "gcs:acme-docs/handbook",
      path: "handbook/leave.md",
      scopes: ["group:staff"],
    }),
  ]);
});

test("the bucket of the settings needs no --scope, and what no rule names is reported", async () => {
  const { code, stdout, stderr } = await docent(["index", "gs://acme-docs", "--json"], {
    GCS_BUCKET: "acme-docs",
    GCS_SCOPES: "handbook/=org",
  });
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ indexed: 1 });
  expect(stderr).toMatch(/1 documents of gs:\/\/acme-docs are not indexed.*hr\/pay\.md/);
});

test("without readers, a name or a bucket that exists, it says what to do", async () => {
  expect(await docent(["index", "gs://acme-docs"])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("Say who may read gs://acme-docs: add --scope org"),
  });
  expect(await docent(["index", "gs://", "--scope", "org"])).toMatchObject({ code: 2 });
  expect(await docent(["index", "gs://nowhere", "--scope", "org"])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("gs://nowhere does not exist: check the bucket's name"),
  });
});

test.each([
  [{ GCS_BUCKET: "acme-docs" }, "GCS_SCOPES is missing"],
  [{ GCS_BUCKET: "acme-docs", GCS_SCOPES: "handbook=everybody" }, "GCS_SCOPES is not usable"],
  [{ GCS_SUBSCRIPTION: "projects/a/subscriptions/b" }, "GCS_BUCKET is missing"],
  [
    { GCS_BUCKET: "acme-docs", GCS_SCOPES: "=org", GCS_PUSH_AUDIENCE: "x" },
    "GCS_PUSH_SERVICE_ACCOUNT is missing",
  ],
  [
    { GCS_BUCKET: "acme-docs", GCS_SCOPES: "=org", DOCENT_ARCHIVE_BUCKET: "acme-docs" },
    "the documents themselves",
  ],
])("settings that cannot be meant are refused: %j", async (settings, complaint) => {
  expect(await docent(["sources"], settings)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining(complaint),
  });
});
