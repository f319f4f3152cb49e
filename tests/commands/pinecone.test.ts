/** Docent with Pinecone, and the doctor, as an operator meets them: through the command line. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type PineconeStandIn, startPinecone } from "../stand-ins/pinecone.ts";
import { runDocent } from "./run-docent.ts";

let folder: string;
let pinecone: PineconeStandIn;
let settings: Record<string, string>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "docent-pinecone-"));
  pinecone = await startPinecone();
  settings = {
    DOCENT_DATA: join(folder, "state"),
    PINECONE_API_KEY: pinecone.apiKey,
    PINECONE_INDEX: "handbook",
    PINECONE_CONTROLLER_URL: pinecone.url,
  };
});
afterAll(async () => {
  await pinecone.stop();
  await rm(folder, { recursive: true });
});

test("an index is created, filled, asked, and filled again when it is lost", async () => {
  expect(await runDocent(["ask", "How long is paid parental leave?"], settings)).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^Pinecone, index handbook: there is no such index; [^\n]*\n$/),
  });
  const created = await runDocent(["pinecone", "create", "--json"], settings);
  expect(JSON.parse(created.stdout)).toMatchObject({ created: "handbook", dimension: null });
  expect((await runDocent(["index", "samples"], settings)).code).toBe(0);
  const asked = () => runDocent(["ask", "How long is paid parental leave?", "--as", "sam"], settings);
  expect((await asked()).stdout).toContain("20 weeks");

  const records = pinecone.index("handbook").records("default").length;
  pinecone.create("handbook", {});
  const restored = await runDocent(["pinecone", "restore", "--json"], settings);
  expect(JSON.parse(restored.stdout)).toEqual({ written: records, removed: 0 });
  expect(pinecone.index("handbook").records("default")).toHaveLength(records);
  expect((await asked()).stdout).toContain("20 weeks");
}, 120_000);

describe("docent doctor", () => {
  const findings = async (environment: Record<string, string>) => {
    const { code, stdout } = await runDocent(["doctor", "--json"], environment);
    const { findings: all } = JSON.parse(stdout) as {
      findings: { check: string; state: string; detail: string }[];
    };
    return { code, of: (check: string) => all.find((finding) => finding.check === check) };
  };

  test("finds nothing wrong with a fresh Docent", async () => {
    const { code, of } = await findings({ DOCENT_DATA: join(folder, "fresh") });
    expect(code).toBe(0);
    expect(of("model")).toMatchObject({ state: "ok", detail: "extractive" });
    expect(of("Slack")).toMatchObject({ state: "off" });
    expect(of("embeddings")).toMatchObject({ state: "off" });
  });

  test("says what is wrong with each part and what to do, without secrets, and exits with 1", async () => {
    const { code, of } = await findings({
      ...settings,
      PINECONE_API_KEY: "pcsk_wrong_secret",
      DOCENT_DOCUMENTS: join(folder, "nowhere"),
      DOCENT_EMBEDDINGS: "openai:text-embedding-3-small",
      DOCENT_EMBEDDINGS_KEY: "sk-wrong",
      DOCENT_EMBEDDINGS_URL: "http://localhost:9/v1",
      DOCENT_RERANKER: "tei",
      DOCENT_RERANKER_URL: "http://localhost:9/rerank",
      SLACK_BOT_TOKEN: "xoxb-1-wrong",
      SLACK_SIGNING_SECRET: "s",
      SLACK_API_URL: "http://localhost:9/",
    });
    expect(code).toBe(1);
    expect(of("Pinecone")).toMatchObject({
      state: "failed",
      detail: expect.stringMatching(/the key is not accepted; set PINECONE_API_KEY/),
    });
    expect(of("documents")).toMatchObject({ state: "failed", detail: expect.stringContaining("nowhere") });
    expect(of("Slack")).toMatchObject({ state: "failed" });
    expect(of("embeddings")).toMatchObject({
      state: "failed",
      detail: expect.stringContaining("DOCENT_EMBEDDINGS_URL"),
    });
    expect(of("reranker")).toMatchObject({ state: "failed" });
    expect(of("data")).toMatchObject({ state: "ok" });
    expect(JSON.stringify(of("Pinecone"))).not.toContain("pcsk_wrong_secret");
  });

  test("says which settings are wrong", async () => {
    const { code, of } = await findings({ PORT: "many" });
    expect([code, of("settings")]).toMatchObject([
      1,
      { state: "failed", detail: expect.stringMatching(/^PORT/) },
    ]);
  });
});
