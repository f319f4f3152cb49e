import { type Scope, scope } from "../access/scopes.ts";
import type { Settings } from "../config.ts";
import type { CatalogueEntry } from "../documents/catalogue.ts";
import { describeFinding } from "../documents/document.ts";
import type { SourceStatus } from "../documents/keeper.ts";
import { progressReport } from "../documents/progress.ts";
import { describeSecrets } from "../documents/without-secrets.ts";
import { printable } from "../operations/printable.ts";
import type { VectorKeeper, VectorStatus } from "../retrieval/embeddings/vector-keeper.ts";
import { print } from "./print.ts";
import { UsageError } from "./usage-error.ts";
import { withCore } from "./with-core.ts";

/**
 * `docent index <folder|file|gs://…>`: brings the index in step; resolves with exit code 1 when no document could be
 * read.
 */
export async function indexCommand(
  path: string,
  options: { scope?: readonly string[]; checkContent?: boolean; json?: boolean },
): Promise<number> {
  const scopes: readonly Scope[] | undefined = options.scope?.map(scope);
  return withCore(async (core, settings) => {
    const how = { report: progressReport(process.stderr), checkContent: options.checkContent };
    const result = path.startsWith("gs://")
      ? await core.indexBucket(bucketAddress(path, scopes, settings), how)
      : await core.indexFolder(path, { scopes, ...how });
    if (core.vectors) await makeVectors(core.vectors);
    print(result, options, () => {
      const { indexed, unchanged, removed, failed, passages, ms } = result;
      return `${indexed} indexed (${passages} passages), ${unchanged} unchanged, ${removed} removed, ${failed} failed, ${(ms / 1000).toFixed(1)} s`;
    });
    return result.failed > 0 && result.indexed + result.unchanged === 0 ? 1 : 0;
  });
}

/** Documents are searchable by their words by now; this adds their meaning. */
async function makeVectors(vectors: VectorKeeper): Promise<void> {
  const terminal = process.stderr.isTTY;
  const isDone = await vectors.fill((embedded) => {
    if (terminal) process.stderr.write(`\r${embedded} passages have new vectors\u001b[K`);
  });
  if (terminal) process.stderr.write("\n");
  if (!isDone)
    process.stderr.write("Another process of Docent is making the vectors: docent sources shows how far.\n");
}

/** `gs://bucket/prefix` with who reads it: --scope, or GCS_SCOPES when it is the bucket of the settings. */
function bucketAddress(path: string, scopes: readonly Scope[] | undefined, settings: Settings) {
  const [, bucket, prefix = ""] = /^gs:\/\/([^/]+)(?:\/(.*))?$/.exec(path) ?? [];
  if (!bucket) throw new UsageError(`${path} names no bucket: write gs://bucket or gs://bucket/folder.`);
  const rules = scopes ? [{ prefix: "", scopes }] : bucket === settings.GCS_BUCKET && settings.GCS_SCOPES;
  if (!rules) throw new UsageError(`Say who may read ${path}: add --scope org, or another scope.`);
  return { bucket, prefix, rules };
}

const MARKS: Readonly<Record<CatalogueEntry["status"], string>> = {
  indexed: "✓",
  failed: "✗",
  forgotten: "–",
};

/** `docent sources`: how each source stands, what is indexed, how fresh, and what failed and why. */
export async function sourcesCommand(options: { json?: boolean }): Promise<void> {
  await withCore(async (core) => {
    const [sources, documents, vectors] = await Promise.all([
      core.keeper.status(),
      core.catalogue.list(core.tenant),
      core.vectors?.status(),
    ]);
    print({ sources, documents, vectors }, options, () =>
      sources.length === 0
        ? "Nothing is indexed yet: run docent index <folder>."
        : [
            ...sources.map((source) => [headOf(source), ...linesOf(source, documents)].join("\n")),
            ...(vectors?.map(vectorLine) ?? []),
          ].join("\n\n"),
    );
  });
}

/** "folder:/srv/handbook: 24 documents, 310 passages, in step, compared 2026-11-23 09:30". */
function headOf(status: SourceStatus): string {
  const { source, documents, passages, failed, findings, pending, lagSeconds, reconciledAt, problem } =
    status;
  const parts = [
    `${documents} documents`,
    `${passages} passages`,
    pending === 0 ? "in step" : `${pending} pending, ${Math.round(lagSeconds)} s behind`,
    failed.length > 0 ? `${failed.length} failed` : undefined,
    findings && `${findings.length} with secrets`,
    reconciledAt && `compared ${reconciledAt.slice(0, 16).replace("T", " ")}`,
  ].filter(Boolean);
  return `${printable(source)}: ${parts.join(", ")}${problem ? `\n! ${printable(problem)}` : ""}`;
}

/** "ollama:nomic-embed-text: 210 of 310 passages have vectors, words answer until all have one". */
function vectorLine({ model, state, vectors, passages, problem }: VectorStatus): string {
  const what =
    state === "answering" ? "questions are compared by meaning" : "words answer until all have one";
  return `${printable(model)}: ${vectors} of ${passages} passages have vectors, ${what}${problem ? `\n! ${printable(problem)}` : ""}`;
}

function linesOf({ source }: SourceStatus, documents: readonly CatalogueEntry[]): string[] {
  return documents
    .filter((document) => document.source === source)
    .map(({ id, title, path, status, reason, passages, modifiedAt, scopes, secrets, hidden }) =>
      [
        MARKS[status],
        id.slice(0, 12),
        modifiedAt.slice(0, 10),
        String(passages).padStart(5),
        printable(`${title} (${path})`),
        {
          failed: reason,
          forgotten: "forgotten until its content changes",
          indexed: scopes.join(" "),
        }[status],
        secrets && printable(`! secrets masked: ${describeSecrets(secrets)}`),
        hidden && printable(`! left out: ${hidden.map(describeFinding).join(", ")}`),
      ]
        .filter(Boolean)
        .join("  "),
    );
}
