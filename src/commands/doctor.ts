import { resolve } from "node:path";
import { checkSlack, checkTeams } from "../app.ts";
import { ConfigError, readSettings, type Settings, secretsOf } from "../config.ts";
import { readFolderManifest } from "../documents/sources/folder-manifest.ts";
import { storageClient } from "../documents/sources/gcs/storage-client.ts";
import { createModel } from "../models/catalogue.ts";
import { createLog, explain } from "../operations/log.ts";
import { maskSecrets } from "../operations/mask-secrets.ts";
import { createEmbedder, embeddingModelName } from "../retrieval/embeddings/catalogue.ts";
import { openEmbeddedIndex } from "../retrieval/index/embedded.ts";
import { checkPinecone } from "../retrieval/index/pinecone/check-pinecone.ts";
import { pineconeSettings } from "../retrieval/index/pinecone/pinecone-settings.ts";
import { createReranker } from "../retrieval/rerank/catalogue.ts";
import { openDatabase } from "../storage/database.ts";
import { print } from "./print.ts";

interface Finding {
  readonly check: string;
  /** "off": it is not set up, and need not be. */
  readonly state: "ok" | "failed" | "off";
  /** What was found, or what is wrong and what to do: one line. */
  readonly detail: string;
}

/** How long one check may take, ms. */
const CHECK_MS = 20_000;

/**
 * `docent doctor`: checks everything that the settings name, each by using it once, one line a check; resolves with
 * exit code 1 when something has to be done. Nothing is changed.
 */
export async function doctorCommand(options: { json?: boolean }): Promise<number> {
  const findings = await examine();
  print({ findings }, options, () =>
    findings
      .map(({ check, state, detail }) => `${MARKS[state]} ${check.padEnd(NAME_WIDTH)} ${detail}`)
      .join("\n"),
  );
  return findings.some(({ state }) => state === "failed") ? 1 : 0;
}

const MARKS: Readonly<Record<Finding["state"], string>> = { ok: "✓", failed: "✗", off: "–" };
const NAME_WIDTH = 12;

async function examine(): Promise<Finding[]> {
  let settings: Settings;
  try {
    settings = readSettings();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.message.split("\n").map((detail) => ({ check: "settings", state: "failed", detail }));
  }
  const mask = maskSecrets(secretsOf(settings));
  const findings: Finding[] = [{ check: "settings", state: "ok", detail: `${settings.DOCENT_MODE} mode` }];
  for (const [check, { isSetUp, run }] of Object.entries(checksOf(settings))) {
    if (!isSetUp) findings.push({ check, state: "off", detail: "not set up" });
    else {
      try {
        findings.push({ check, state: "ok", detail: mask(await withinTime(run)) });
      } catch (error) {
        findings.push({ check, state: "failed", detail: mask(explain(error)) });
      }
    }
  }
  return findings;
}

interface Check {
  readonly isSetUp: boolean;
  /** Resolves with what there is; rejects with what is wrong and what to do. */
  run(signal: AbortSignal): Promise<string>;
}

function checksOf(settings: Settings): Readonly<Record<string, Check>> {
  const folder = resolve(settings.DOCENT_DATA);
  const pinecone = pineconeSettings(settings);
  const log = createLog({ level: "error", secrets: secretsOf(settings), json: false });
  return {
    data: {
      isSetUp: true,
      run: async () => {
        await (await openDatabase({ folder })).close();
        if (!pinecone) await (await openEmbeddedIndex({ folder })).close();
        return folder;
      },
    },
    documents: {
      isSetUp: true,
      run: async () => {
        await readFolderManifest(settings.DOCENT_DOCUMENTS);
        return settings.DOCENT_DOCUMENTS;
      },
    },
    model: { isSetUp: true, run: (signal) => checkModel(settings, signal) },
    embeddings: { isSetUp: settings.DOCENT_EMBEDDINGS !== undefined, run: () => checkEmbeddings(settings) },
    reranker: {
      isSetUp: settings.DOCENT_RERANKER !== undefined,
      run: (signal) => checkReranker(settings, signal),
    },
    Slack: { isSetUp: settings.SLACK_BOT_TOKEN !== undefined, run: () => checkSlack(settings, log) },
    Teams: { isSetUp: settings.TEAMS_APP_ID !== undefined, run: () => checkTeams(settings) },
    "Cloud Storage": {
      isSetUp: settings.GCS_BUCKET !== undefined || settings.DOCENT_ARCHIVE_BUCKET !== undefined,
      run: () => checkBuckets(settings),
    },
    Pinecone: { isSetUp: pinecone !== undefined, run: () => checkPinecone(pinecone!) },
  };
}

/** Has the model say a word. */
async function checkModel(settings: Settings, signal: AbortSignal): Promise<string> {
  const model = createModel(settings);
  const prompt = { question: "Say yes.", history: [], passages: [], today: "2026-01-01" };
  for await (const _ of model.draft(prompt, signal)) break;
  return model.name;
}

/** Has the embeddings' model compare a word. */
async function checkEmbeddings(settings: Settings): Promise<string> {
  const embedder = createEmbedder(embeddingModelName(settings)!, settings);
  try {
    const { length } = await embedder.embedQuestion("leave");
    return `${embedder.model}, vectors of dimension ${length}`;
  } finally {
    await embedder.close?.();
  }
}

async function checkReranker(settings: Settings, signal: AbortSignal): Promise<string> {
  const reranker = createReranker(settings)!;
  await reranker.scores("How long is leave?", ["Leave is sixteen weeks.", "Hotels are paid."], signal);
  return reranker.name;
}

async function checkBuckets({
  GCS_BUCKET,
  DOCENT_ARCHIVE_BUCKET,
  GCS_API_ENDPOINT,
}: Settings): Promise<string> {
  const { downloads } = await storageClient({ endpoint: GCS_API_ENDPOINT });
  const buckets = [GCS_BUCKET, DOCENT_ARCHIVE_BUCKET].filter((name) => name !== undefined);
  for (const name of buckets) {
    try {
      await downloads.bucket(name).getFiles({ maxResults: 1, autoPaginate: false });
    } catch (cause) {
      throw new Error(
        `bucket ${name} cannot be listed: check its name, and that this machine's Google account may read it (gcloud auth application-default login)`,
        { cause },
      );
    }
  }
  return buckets.join(", ");
}

async function withinTime(run: Check["run"]): Promise<string> {
  const signal = AbortSignal.timeout(CHECK_MS);
  const late = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () =>
      reject(new Error(`no answer within ${CHECK_MS / 1000} s: check the network, and any *_URL setting`)),
    );
  });
  return Promise.race([run(signal), late]);
}
