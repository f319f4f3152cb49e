/** Tells people in private what was decided about what they reported. */
import type { Kysely } from "kysely";
import type { PersonId, Platform, TenantId } from "../access/scopes.ts";
import { backoff } from "../documents/backoff.ts";
import { type Loop, startLoop } from "../documents/loop.ts";
import type { Log } from "../operations/log.ts";
import { ownWords, type Released } from "../safety/released.ts";
import type { ReportRow, Tables } from "../storage/tables.ts";
import type { Json } from "./ask.ts";
import type { Courier } from "./courier.ts";
import { releasedDay } from "./released-day.ts";
import type { Decision, ReportKind, ReviewQueue } from "./review-queue.ts";

/** Somebody who cannot be reached this often in a row is not told. */
const MAX_ATTEMPTS = 12;
const AT_ONCE = 50;

interface TellReportersParts {
  readonly db: Kysely<Tables>;
  readonly tenant: TenantId;
  readonly reviews: Pick<ReviewQueue, "onDecision">;
  readonly couriers: ReadonlyMap<Platform, Courier>;
  readonly log: Log;
  readonly signal: AbortSignal;
  /** Milliseconds since 1970; the system's clock by default. */
  readonly now?: () => number;
}

/** Each reporter hears of each decision once, also of one that the command line made while Docent runs. */
export function tellReporters(parts: TellReportersParts): Loop {
  const { db, tenant, reviews, couriers, log, signal, now = Date.now } = parts;
  const waiting = () => db.selectFrom("reports").where("tenant", "=", tenant).where("needs_tell", "=", 1);
  const set = (id: string, change: Partial<ReportRow>) =>
    db.updateTable("reports").set(change).where("id", "=", id).execute();

  async function tell(row: ReportRow): Promise<void> {
    const { id, kind, decision, attempts } = row;
    const person = row.person as PersonId;
    const courier = couriers.get(platformOf(person));
    if (!courier?.tell || !decision || attempts >= MAX_ATTEMPTS)
      return void (await set(id, { needs_tell: 0 }));
    try {
      await courier.tell(person, newsOfDecision(kind, decision as Decision, Number(row.reported_at)), {
        handle: row.tell_handle === null ? undefined : (JSON.parse(row.tell_handle) as Json),
        remember: async (handle) => void (await set(id, { tell_handle: JSON.stringify(handle) })),
      });
    } catch (error) {
      signal.throwIfAborted();
      log.warn("Who reported something could not be told what was decided; it is tried again", {
        report: id,
        error,
      });
      const due_at = now() + backoff(attempts + 1, error);
      return void (await set(id, { attempts: attempts + 1, due_at }));
    }
    await set(id, { needs_tell: 0, tell_handle: null });
  }

  const loop = startLoop({
    name: "Telling people what was decided about their reports",
    signal,
    log,
    async step() {
      const due = waiting().where("due_at", "<=", now()).selectAll().orderBy("due_at").limit(AT_ONCE);
      for (const row of await due.execute()) {
        if (signal.aborted) return 0;
        await tell(row);
      }
      const next = await waiting()
        .select(({ fn }) => fn.min("due_at").as("at"))
        .executeTakeFirst();
      return next?.at === null || next?.at === undefined ? Number.POSITIVE_INFINITY : Number(next.at) - now();
    },
  });
  reviews.onDecision(loop.wake);
  return loop;
}

const platformOf = (person: PersonId): Platform => person.slice(0, person.indexOf(":")) as Platform;

const VERDICTS: Readonly<Record<Decision, Released>> = {
  "filter-right": ownWords`the check was right to hold it back`,
  "filter-wrong": ownWords`the check was wrong to hold it back, and that is on record for whoever sets the checks`,
  biased: ownWords`the reply was biased, and that is on record for whoever sets the checks`,
  mistaken: ownWords`the reply was mistaken, and that is on record for whoever looks after Docent`,
  "nothing-wrong": ownWords`they found nothing wrong`,
};

/** Without a word of the question or the reply: neither may be this person's alone to read by now. */
function newsOfDecision(kind: ReportKind, decision: Decision, reportedAt: number): Released {
  const what = kind === "appeal" ? ownWords`your appeal` : ownWords`your report`;
  return ownWords`A person looked at ${what} of ${releasedDay(reportedAt)!}: ${VERDICTS[decision]}. Thank you for telling us.`;
}
