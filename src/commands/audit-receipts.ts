import { type ReceiptAudit, verifyReceipts } from "../audit/verify-receipts.ts";
import type { ReceiptProblem } from "../audit/walk-chain.ts";
import { auditKeys } from "../conversation/receipt-link.ts";
import { print } from "./print.ts";
import { UsageError } from "./usage-error.ts";
import { withDatabase } from "./with-database.ts";

/** `docent audit receipts [--head <hash>] [--tenant <name>]`: resolves with 1 when something is not as it was written. */
export async function receiptsCommand(options: {
  head?: string;
  tenant?: string;
  json?: boolean;
}): Promise<number> {
  const { head } = options;
  if (head !== undefined && !/^[0-9a-f]{12,64}$/.test(head))
    throw new UsageError("--head is a hash as docent audit receipts printed it, or its first 12 characters.");
  return withDatabase(async (db, settings) => {
    const tenant = options.tenant ?? settings.DOCENT_TENANT;
    const audit = await verifyReceipts({ db, tenant, keys: auditKeys(settings.DOCENT_AUDIT_KEY), head });
    print(audit, options, () => asText(audit));
    return audit.intact ? 0 : 1;
  });
}

/** So many problems are told in words; --json has all of them. */
const MOST_TOLD = 10;

function asText({ tenant, intact, problems, ...audit }: ReceiptAudit): string {
  const { links, since, replies, uncovered, signedFrom, head, noted } = audit;
  if (!links && intact) return `Tenant ${tenant} has no receipts yet.${before(uncovered)}`;
  const further = problems.length - MOST_TOLD;
  return [
    `Tenant ${tenant}: ${links} ${links === 1 ? "link" : "links"}${since ? ` since ${since}` : ""}, ${replies} stored ${replies === 1 ? "reply" : "replies"} as written.${before(uncovered)}`,
    signedFrom === undefined
      ? "No key signs the links: whoever can write to the database could write the whole chain anew (DOCENT_AUDIT_KEY)."
      : `Signed by DOCENT_AUDIT_KEY from link ${signedFrom} on.`,
    ...(noted?.sequence ? [`The noted head ${noted.head} is link ${noted.sequence}.`] : []),
    ...(intact
      ? ["The chain is unbroken."]
      : [headingOf(problems), ...problems.slice(0, MOST_TOLD).map(lineOf)]),
    ...(further > 0 ? [`and ${further} more (--json has all of them)`] : []),
    `Head ${head.sequence} ${head.hash}`,
    ...(intact ? ["Note the head elsewhere: --head shows later that nothing before it was cut off."] : []),
  ].join("\n");
}

/** A key that was just set is no reason to suspect anybody. */
const headingOf = (problems: readonly ReceiptProblem[]): string =>
  problems.every(({ what }) => what === "unsigned") ? "NOT SIGNED AS IT SHOULD BE:" : "TAMPERED WITH:";

const before = (count: number): string =>
  count ? ` ${count} replies are from before the chain began, and not covered by it.` : "";

const lineOf = ({ sequence, ask, what, detail }: ReceiptProblem): string =>
  `- ${[sequence === undefined ? "no link" : `link ${sequence}`, ask].filter(Boolean).join(", ")}: ${what}: ${detail}`;
