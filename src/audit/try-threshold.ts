/** What another threshold of a filter would have done, by the scores in the receipts that are stored. */
import type { Kysely } from "kysely";
import type { PolicyView } from "../safety/policy-view.ts";
import type { Receipt, ReceiptEntry } from "../safety/receipt.ts";
import { type Action, hasNoOpinion, type Stage } from "../safety/verdict.ts";
import type { Tables } from "../storage/tables.ts";

/** One ask that would have gone another way. */
export interface ChangedAsk {
  readonly ask: string;
  readonly stage: Stage;
  readonly score: number;
  readonly from: Action;
  readonly to: Action;
}

export interface ThresholdTrial {
  readonly filter: string;
  readonly threshold: number;
  /** Asks that were looked at. */
  readonly asks: number;
  /** Those among them that the filter has a score of. */
  readonly judged: number;
  readonly flagged: BeforeAndAfter;
  /** Asks of which something was held back by this filter. */
  readonly withheld: BeforeAndAfter;
  /** Every ask that would have gone another way, oldest first. */
  readonly changed: readonly ChangedAsk[];
}

interface BeforeAndAfter {
  readonly now: number;
  readonly wouldBe: number;
}

interface TrialOptions {
  readonly db: Kysely<Tables>;
  readonly tenant: string;
  readonly filter: string;
  readonly threshold: number;
  /** Milliseconds since 1970. */
  readonly since?: number;
  /** What follows when the filter newly flags something: the policies in force. */
  readonly policies: readonly PolicyView[];
}

const AT_ONCE = 500;

/**
 * A receipt holds one score a filter, that of its strictest verdict: of an ask of which several texts were flagged it
 * says only that one was. What was flagged keeps its consequence, and what is flagged anew gets the policy's.
 */
export async function tryThreshold(options: TrialOptions): Promise<ThresholdTrial> {
  const { db, tenant, filter, threshold, since = 0, policies } = options;
  const flagged = { now: 0, wouldBe: 0 };
  const withheld = { now: 0, wouldBe: 0 };
  const changed: ChangedAsk[] = [];
  let [asks, judged] = [0, 0];

  for (let after = ""; ; ) {
    const rows = await db
      .selectFrom("asks")
      .select(["id", "reply", "audience_kind", "audience_id"])
      .where("tenant", "=", tenant)
      .where("reply", "is not", null)
      .where("received_at", ">=", since)
      .where("id", ">", after)
      .orderBy("id")
      .limit(AT_ONCE)
      .execute();
    for (const { id, reply, audience_kind, audience_id } of rows) {
      asks++;
      const { receipt } = JSON.parse(reply ?? "") as { receipt: Receipt };
      const entry = receipt.entries.find((each) => each.filter === filter);
      if (!entry || hasNoOpinion(entry)) continue;
      judged++;
      const channel = audience_kind === "channel" ? audience_id : undefined;
      const from = entry.flagged > 0 ? entry.action : "allow";
      const isFlagged = entry.score >= threshold;
      const to = !isFlagged ? "allow" : entry.flagged > 0 ? from : actionFor(entry, channel, policies);
      flagged.now += Number(entry.flagged > 0);
      flagged.wouldBe += Number(isFlagged);
      withheld.now += Number(from === "withhold");
      withheld.wouldBe += Number(to === "withhold");
      if (entry.flagged > 0 !== isFlagged)
        changed.push({ ask: id, stage: entry.stage, score: entry.score, from, to });
    }
    const last = rows.at(-1);
    if (!last || rows.length < AT_ONCE) break;
    after = last.id;
  }
  return { filter, threshold, asks, judged, flagged, withheld, changed };
}

function actionFor(
  { filter, stage }: ReceiptEntry,
  channel: string | undefined,
  policies: readonly PolicyView[],
): Action {
  const policy =
    policies.find((view) => view.channel !== undefined && view.channel === channel) ??
    policies.find((view) => view.channel === undefined);
  return policy?.filters.find((each) => each.filter === filter)?.actions[stage] ?? "note";
}
