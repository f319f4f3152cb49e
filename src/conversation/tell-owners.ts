/** Tells people in private what is wrong with documents of theirs. */
import { confirmedFor, mayRead } from "../access/audience.ts";
import type { Membership } from "../access/membership.ts";
import type { PersonId, Platform } from "../access/scopes.ts";
import { backoff } from "../documents/backoff.ts";
import type { Catalogue, CatalogueEntry } from "../documents/catalogue.ts";
import { type Loop, startLoop } from "../documents/loop.ts";
import type { OwnerNotice, OwnerNotices } from "../documents/owner-notices.ts";
import { describeSecrets } from "../documents/without-secrets.ts";
import type { Log } from "../operations/log.ts";
import type { Guard } from "../safety/guard.ts";
import { ownWords, type Released } from "../safety/released.ts";
import type { Courier } from "./courier.ts";

/** Somebody who cannot be reached this often in a row is not told: it stays in `docent sources` and the log. */
const MAX_ATTEMPTS = 12;

interface TellOwnersParts {
  readonly notices: OwnerNotices;
  readonly catalogue: Pick<Catalogue, "get">;
  readonly membership: Membership;
  readonly guard: Guard;
  readonly couriers: ReadonlyMap<Platform, Courier>;
  readonly log: Log;
  readonly signal: AbortSignal;
  /** Milliseconds since 1970; the system's clock by default. */
  readonly now?: () => number;
}

/**
 * Tells the owner of each document version with secrets once, as soon as their platform can be reached. Nobody is told
 * of a document that they may not read, or that has changed since.
 */
export function tellOwners(parts: TellOwnersParts): Loop {
  const { notices, catalogue, couriers, log, signal, now = Date.now } = parts;
  const tell = async (notice: OwnerNotice & { readonly attempts: number }): Promise<void> => {
    const { document, owner } = notice;
    const courier = couriers.get(platformOf(owner));
    if (!courier?.tell || notice.attempts >= MAX_ATTEMPTS) return notices.settle(notice, now());
    const later = (error?: unknown) => notices.postpone(notice, now() + backoff(notice.attempts + 1, error));
    const entry = await catalogue.get(document);
    // The notice is written before the version: it may come in a moment, or another one came since.
    if (entry?.version !== notice.version) return later();
    try {
      const text = (await mayHear(owner, entry, parts)) && (await wording(entry, parts));
      if (!text) throw new Error("the owner may not read it at the moment");
      await courier.tell(owner, text);
    } catch (error) {
      signal.throwIfAborted();
      log.warn("The owner of a document with secrets could not be told; it is tried again", {
        document,
        error,
      });
      return later(error);
    }
    await notices.settle(notice, now());
  };

  const loop = startLoop({
    name: "Telling owners what is wrong with their documents",
    signal,
    log,
    async step() {
      for (const notice of await notices.due(now())) {
        if (signal.aborted) return 0;
        await tell(notice);
      }
      const next = await notices.nextAt();
      return next === undefined ? Number.POSITIVE_INFINITY : next - now();
    },
  });
  notices.onNote(loop.wake);
  return loop;
}

const platformOf = (person: PersonId): Platform => person.slice(0, person.indexOf(":")) as Platform;

async function mayHear(
  person: PersonId,
  { scopes }: CatalogueEntry,
  { membership }: TellOwnersParts,
): Promise<boolean> {
  return mayRead(scopes, await confirmedFor({ kind: "private", person }, membership, scopes));
}

async function wording(entry: CatalogueEntry, { guard }: TellOwnersParts): Promise<Released | undefined> {
  const checks = guard.open();
  const [title, secrets] = await Promise.all([
    checks.label(entry.title, []),
    checks.label(describeSecrets(entry.secrets ?? []), []),
  ]);
  if (!secrets) return undefined;
  const named = title ? ownWords`Your document “${title}”` : ownWords`A document of yours`;
  return ownWords`${named} holds what looks like a secret: ${secrets}. I have masked it wherever I quote the document, but whoever opens the document itself can still read it. Change the secret where it is used, then take it out of the document.`;
}
