/** Forgetting on request: a document or a person, everywhere, with a certificate. */
import { mayRead } from "../access/audience.ts";
import type { Membership } from "../access/membership.ts";
import { type PersonId, personScope, type TenantId } from "../access/scopes.ts";
import type { ReceiptChain } from "../conversation/receipt-chain.ts";
import type { CatalogueEntry } from "../documents/catalogue.ts";
import { scrubDatabases } from "../storage/scrub.ts";
import { type Certificate, certify, pseudonymOf } from "./certificate.ts";
import { type Certificates, createCertificates } from "./certificates.ts";
import { eraseFromLedger } from "./erase-from-ledger.ts";
import { type DocumentPlaces, forgetEverywhere } from "./forget-everywhere.ts";
import type { Place, Removal } from "./place.ts";

export interface Forgetting {
  /**
   * Takes a document out of everything that Docent keeps; it stays out until its content changes. Works beside a
   * running server: its messages are edited by the server, at its next look or its next start.
   * @param by who asked, as the certificate will name them
   */
  document(document: CatalogueEntry, by: string): Promise<Certificate>;
  /** Erases a person: what they asked, thought and sent, and the documents that only they could read. */
  person(person: PersonId, by: string): Promise<Certificate>;
  readonly certificates: Certificates;
  /** Somewhere else where documents or people's data are kept. */
  addPlace(place: Place): void;
  /** Something was deleted or changed in the ordinary course of things: the next `tidy` has work. */
  noteDeletion(): void;
  /** Takes what was deleted off the disk: out of the journals each time, out of the files once a day. */
  tidy(): Promise<void>;
}

interface ForgettingOptions extends Omit<DocumentPlaces, "places"> {
  readonly tenant: TenantId;
  readonly membership: Pick<Membership, "invalidate">;
  readonly chain: ReceiptChain;
  /** Docent's data folder. */
  readonly folder: string;
}

const DAY_MS = 24 * 3_600_000;

const KEPT_OF_DOCUMENT = [
  "in the catalogue: the document's path and hash, so that it stays out until its content changes",
  "on the platforms: messages are edited by the running Docent, or when it is next started",
];
const KEPT_OF_PERSON = [
  "on the platforms: the person's own messages, and Docent's replies in channels; their owner deletes them there",
  "in the ledger: replies in channels, without question and asker, so that they are taken back when a document goes",
  "in the chain of receipts: that a reply was there and when, by hashes that nobody can match with a text",
  "in logs: the person's id may stand in warnings until your logs are rotated; message text never does",
];

export function createForgetting(options: ForgettingOptions): Forgetting {
  const { db, tenant, catalogue, membership, chain, folder } = options;
  const places: Place[] = [];
  const certificates = createCertificates({ db, tenant });
  const documentPlaces: DocumentPlaces = { ...options, places };
  /** What an earlier run left, nobody knows. */
  let isDirty = true;
  let wholeAt = 0;

  async function scrub({ isWhole = true } = {}): Promise<Removal> {
    const { files, left } = await scrubDatabases(folder, { isWhole });
    if (isWhole && !left) {
      isDirty = false;
      wholeAt = Date.now();
    }
    return { place: "the disk", what: "traces in database files, by file", removed: files - left, left };
  }

  async function issue(content: Omit<Parameters<typeof certify>[0], "tenant">): Promise<Certificate> {
    const certificate = certify({ tenant, ...content });
    await certificates.keep(certificate);
    return certificate;
  }

  return {
    certificates,
    addPlace: (place) => void places.push(place),
    noteDeletion() {
      isDirty = true;
    },
    async tidy() {
      if (isDirty) await scrub({ isWhole: Date.now() - wholeAt > DAY_MS });
    },
    async document(document, by) {
      const startedAt = new Date().toISOString();
      const removals = await forgetEverywhere(document, documentPlaces);
      return issue({
        request: "forget document",
        subject: document.id,
        by,
        startedAt,
        removals: [...removals, await scrub()],
        kept: KEPT_OF_DOCUMENT,
      });
    },
    async person(person, by) {
      const startedAt = new Date().toISOString();
      const removals: Removal[] = [];
      const own = new Set([personScope(person)]);
      for (const document of await catalogue.list(tenant)) {
        if (document.status === "forgotten") continue;
        if (document.scopes.length !== 1 || !mayRead(document.scopes, own)) continue;
        removals.push(...(await forgetEverywhere(document, documentPlaces)));
        const row = await catalogue.get(document.id);
        if (row) await catalogue.save({ ...row, scopes: [] });
      }
      for (const place of places) removals.push(...((await place.forgetPerson?.(person)) ?? []));
      removals.push(...(await eraseFromLedger(db, tenant, person, chain)));
      membership.invalidate(person);
      return issue({
        request: "erase person",
        subject: pseudonymOf(tenant, person),
        by,
        startedAt,
        removals: [...summed(removals), await scrub()],
        kept: KEPT_OF_PERSON,
      });
    },
  };
}

/** One line a place and kind, however many documents it was. */
function summed(removals: readonly Removal[]): Removal[] {
  const kinds = Map.groupBy(removals, ({ place, what }) => `${place} ${what}`);
  return [...kinds.values()].map((same) => ({
    ...same[0]!,
    removed: same.reduce((sum, { removed }) => sum + removed, 0),
    left: same.reduce((sum, { left }) => sum + left, 0),
  }));
}
