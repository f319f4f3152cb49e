import { existsSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import { personId } from "../access/scopes.ts";
import type { Core } from "../core.ts";
import type { CatalogueEntry } from "../documents/catalogue.ts";
import { type Certificate, certificateText, isAuthentic } from "../forgetting/certificate.ts";
import type { Forgetting } from "../forgetting/create-forgetting.ts";
import { printable } from "../operations/printable.ts";
import { print } from "./print.ts";
import { UsageError } from "./usage-error.ts";
import { withCore } from "./with-core.ts";

interface ForgetOptions {
  readonly by?: string;
  readonly json?: boolean;
}

/** `docent forget <document>`: by its id, the beginning of it, or its path. Resolves with 1 when something is left. */
export async function forgetCommand(name: string, options: ForgetOptions): Promise<number> {
  return withForgetting(async (forgetting, core) => {
    const document = await findDocument(name, core);
    const certificate = await forgetting.document(document, nameOf(options));
    print(
      { forgotten: document.id, passages: document.passages, certificate },
      options,
      () =>
        `Forgotten: ${printable(document.title)} (${document.passages} passages). The file stays where it is; Docent leaves it out until its content changes.\n\n${certificateText(certificate)}`,
    );
    return certificate.verified ? 0 : 1;
  });
}

/** `docent erase <person>`: everything of one person. Resolves with 1 when something is left. */
export async function eraseCommand(name: string, options: ForgetOptions): Promise<number> {
  const person = personId(name.includes(":") ? name : `local:${name}`);
  return withForgetting(async (forgetting) => {
    const certificate = await forgetting.person(person, nameOf(options));
    print(
      { erased: person, certificate },
      options,
      () => `Erased: ${person}.\n\n${certificateText(certificate)}`,
    );
    return certificate.verified ? 0 : 1;
  });
}

/** `docent certificates [id]`: a list, or one certificate and whether it is as it was drawn up. */
export async function certificatesCommand(
  id: string | undefined,
  options: { json?: boolean },
): Promise<void> {
  await withCore(async ({ forgetting: { certificates } }) => {
    if (id === undefined) {
      const all = await certificates.list();
      print({ certificates: all }, options, () =>
        all.length ? all.map(lineOf).join("\n") : "Nothing was forgotten on request yet.",
      );
      return;
    }
    const found = await certificates.find(id);
    if (!found) throw new UsageError(`No certificate is called ${id}: docent certificates lists them.`);
    const authentic = isAuthentic(found);
    print(
      { ...found, authentic },
      options,
      () =>
        `${certificateText(found)}\n${authentic ? "It is as it was drawn up." : "It was CHANGED after it was drawn up."}`,
    );
  });
}

const lineOf = ({ id, request, subject, by, finishedAt, verified }: Certificate): string =>
  printable(
    [finishedAt, id, request, subject, `by ${by}`, verified ? "verified" : "NOT VERIFIED"].join("  "),
  );

const nameOf = ({ by }: ForgetOptions): string => by ?? userInfo().username;

const withForgetting = (use: (forgetting: Forgetting, core: Core) => Promise<number>): Promise<number> =>
  withCore(async (core, settings) => {
    // Loading the platforms takes longer than forgetting does: only where one has kept anything.
    const kept = ["teams.db", "teams-files.db"].some((name) => existsSync(join(settings.DOCENT_DATA, name)));
    if (kept || (await core.db.selectFrom("slack_channels").select("channel").executeTakeFirst())) {
      const { places } = await import("../app.ts");
      for (const place of places(core)) core.forgetting.addPlace(place);
    }
    return use(core.forgetting, core);
  });

/** @throws {UsageError} when no document, or more than one, is called so. */
async function findDocument(name: string, { catalogue, tenant }: Core): Promise<CatalogueEntry> {
  const matching = (await catalogue.list(tenant)).filter(
    ({ id, path, status }) =>
      status !== "forgotten" && (path === name || id === name || (name.length >= 8 && id.startsWith(name))),
  );
  const [document, another] = matching;
  if (!document) throw new UsageError(`No document is called ${name}: docent sources lists them.`);
  if (another)
    throw new UsageError(
      `${name} names ${matching.length} documents: use one of ${matching.map(({ id }) => id).join(", ")}.`,
    );
  return document;
}
