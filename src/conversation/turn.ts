/** A turn under way: what its steps share. */
import { confirmedFor, mayRead } from "../access/audience.ts";
import type { Passage } from "../documents/document.ts";
import type { Checks } from "../safety/guard.ts";
import type { Released } from "../safety/released.ts";
import type { AnswerParts } from "./answer-parts.ts";
import type { Ask } from "./ask.ts";
import type { Outcome, Reply, ReplyEvent } from "./reply.ts";
import { type Stopwatch, stopwatch } from "./stopwatch.ts";

export interface Turn {
  readonly ask: Ask;
  readonly parts: AnswerParts;
  readonly signal: AnswerOptions["signal"];
  readonly pause: AnswerOptions["pause"];
  readonly checks: Checks;
  readonly watch: Stopwatch;
  /** The one ending. */
  done(outcome: Outcome, text: Released, found?: Partial<Reply>): ReplyEvent;
}

export interface AnswerOptions {
  /** Cuts the turn off, e.g. when Docent stops. */
  readonly signal: AbortSignal;
  /** Waited for before each piece of work for the processor, so that many turns at once leave room for the network. */
  readonly pause: () => Promise<void>;
  /** Told the question as the guard admitted it when it masked something: what is stored must not hold it either. */
  readonly masked: (question: string) => Promise<void>;
  /** Told what the question found, before it was judged, checked or drafted from; a counterfactual question's is not told. */
  readonly found?: (passages: readonly Passage[]) => void;
}

/** Opens the checks of a turn and starts its clock. */
export function openTurn(ask: Ask, parts: AnswerParts, { signal, pause }: AnswerOptions): Turn {
  const checks = parts.guard.open(ask.audience.kind === "channel" ? ask.audience.channel : undefined);
  const watch = stopwatch();
  return {
    ask,
    parts,
    signal,
    pause,
    checks,
    watch,
    done: (outcome, text, found) => ({
      type: "done",
      reply: {
        ask: ask.id,
        outcome,
        text,
        citations: [],
        privateSources: 0,
        model: parts.model.name,
        ...found,
        receipt: checks.receipt(),
        timings: watch.read(),
      },
    }),
  };
}

type Asked = Pick<Turn, "ask" | "parts">;

/** Those of `passages`, with the scopes that they have here, that everybody in the audience may read now. */
export async function readableNow(
  { ask, parts }: Asked,
  passages: readonly Passage[],
): Promise<readonly Passage[]> {
  const scopes = passages.flatMap((passage) => passage.scopes);
  const confirmed = await confirmedFor(ask.audience, parts.membership, scopes);
  return passages.filter((passage) => mayRead(passage.scopes, confirmed));
}

/** How often passages and readers are looked up when they change each time meanwhile. */
const LOOKS = 4;

/**
 * Those of `passages` that still stand as they are and that everybody in the audience may read now. They are returned
 * as they came: the guard may have redacted their text.
 */
export async function stillReadable(turn: Asked, passages: readonly Passage[]): Promise<readonly Passage[]> {
  const { ask, parts } = turn;
  const ids = passages.map(({ id }) => id);
  for (let look = 1; look <= LOOKS; look += 1) {
    const found = await parts.passages(ask.tenant, ids);
    let isOld = false;
    const elsewhere = setImmediate(() => {
      isOld = true;
    });
    const open = new Map((await readableNow(turn, found)).map(({ id, version }) => [id, version]));
    clearImmediate(elsewhere);
    // While a platform took its time a document may have been withdrawn. The next look finds its answer remembered.
    if (!isOld) return passages.filter(({ id, version }) => open.get(id) === version);
  }
  return [];
}
