import { type Scope, scope } from "../access/scopes.ts";
import type { CatalogueEntry } from "../documents/catalogue.ts";
import { forgetDocument } from "../documents/forget.ts";
import { progressReport } from "../documents/progress.ts";
import { printable } from "../operations/printable.ts";
import { print } from "./print.ts";
import { UsageError } from "./usage-error.ts";
import { withCore } from "./with-core.ts";

/** `docent index <folder|file>`: brings the index in step; resolves with exit code 1 when no document could be read. */
export async function indexCommand(
  path: string,
  options: { scope?: readonly string[]; checkContent?: boolean; json?: boolean },
): Promise<number> {
  if (path.startsWith("gs://"))
    throw new UsageError("Buckets cannot be indexed yet: copy the documents into a folder and index that.");
  const scopes: readonly Scope[] | undefined = options.scope?.map(scope);
  return withCore(async (core) => {
    const result = await core.indexFolder(path, {
      scopes,
      report: progressReport(process.stderr),
      checkContent: options.checkContent,
    });
    print(result, options, () => {
      const { indexed, unchanged, removed, failed, passages, ms } = result;
      return `${indexed} indexed (${passages} passages), ${unchanged} unchanged, ${removed} removed, ${failed} failed, ${(ms / 1000).toFixed(1)} s`;
    });
    return result.failed > 0 && result.indexed + result.unchanged === 0 ? 1 : 0;
  });
}

const MARKS: Readonly<Record<CatalogueEntry["status"], string>> = {
  indexed: "✓",
  failed: "✗",
  forgotten: "–",
};

/** `docent sources`: what is indexed, how fresh, and what failed and why. */
export async function sourcesCommand(options: { json?: boolean }): Promise<void> {
  await withCore(async (core) => {
    const documents = await core.catalogue.list(core.tenant);
    print({ documents }, options, () =>
      documents.length === 0
        ? "Nothing is indexed yet: run docent index <folder>."
        : documents
            .map(({ id, title, path, status, reason, passages, modifiedAt, scopes }) =>
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
              ].join("  "),
            )
            .join("\n"),
    );
  });
}

/** `docent forget <document>`: removes a document by its id, the beginning of it, or its path. */
export async function forgetCommand(name: string, options: { json?: boolean }): Promise<void> {
  await withCore(async (core) => {
    const matching = (await core.catalogue.list(core.tenant)).filter(
      ({ id, path, status }) =>
        status !== "forgotten" && (path === name || id === name || (name.length >= 8 && id.startsWith(name))),
    );
    const [document, another] = matching;
    if (!document) throw new UsageError(`No document is called ${name}: docent sources lists them.`);
    if (another)
      throw new UsageError(
        `${name} names ${matching.length} documents: use one of ${matching.map(({ id }) => id).join(", ")}.`,
      );
    await forgetDocument(document, core);
    print(
      { forgotten: document.id, passages: document.passages },
      options,
      () =>
        `Forgotten: ${document.title} (${document.passages} passages). The file stays where it is; Docent leaves it out until its content changes.`,
    );
  });
}
