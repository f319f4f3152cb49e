/** Follow-ups that a model says anew, as far as it says nothing new. */
import type { Exchange } from "../models/model.ts";
import { followUpTexts } from "../retrieval/follow-up.ts";
import { contentWords, stemOf } from "../retrieval/lexical.ts";
import type { StandaloneQuestion } from "./rewrite.ts";
import type { Turn } from "./turn.ts";

/** People wait for the answer, not for this: what takes longer is searched with the earlier turns' words instead. */
const TIMEOUT_MS = 4_000;
const LONGEST_QUESTION = 400;

/**
 * The question as the model of the turn says it anew, or as it was made standalone without one: when it stood alone
 * already, when the model rewrites nothing, is late or fails, when it left out or added something, and when a check
 * objects to what it wrote.
 * @throws the turn's reason when it is aborted
 */
export async function rewrittenByModel(
  turn: Turn,
  standalone: StandaloneQuestion,
  question: string,
  history: readonly Exchange[],
): Promise<StandaloneQuestion> {
  const { model } = turn.parts;
  if (standalone.follows === undefined || !model.rewrite) return standalone;
  const text = await turn.watch.time("model", () => rewrite(turn, question, history));
  if (text === undefined || !keepsToWhatWasSaid(text, question, history)) return standalone;
  const shown = await turn.watch.time("checks", () => turn.checks.label(text, []));
  if (shown?.text !== text) return standalone;
  const earlier = {
    questions: history.map((exchange) => exchange.question),
    lastAnswer: history.findLast(({ answer }) => answer)?.answer,
  };
  return { texts: followUpTexts(text, earlier), text, rewritten: true };
}

/** One line of the model; `undefined` when it is late or fails. */
async function rewrite(
  { ask, parts, signal }: Turn,
  question: string,
  history: readonly Exchange[],
): Promise<string | undefined> {
  const { model, log } = parts;
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
  const { promise: ended, reject } = Promise.withResolvers<never>();
  const giveUp = () => reject(deadline.reason);
  deadline.addEventListener("abort", giveUp, { once: true });
  try {
    const written = await Promise.race([model.rewrite?.({ question, history }, deadline), ended]);
    return written?.trim();
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    log.warn("The model did not rewrite a follow-up; earlier turns are searched for instead", {
      ask: ask.id,
      model: model.name,
    });
    // What the provider said may repeat the conversation.
    log.debug("What the model's provider said", { ask: ask.id, error });
    return undefined;
  } finally {
    deadline.removeEventListener("abort", giveUp);
  }
}

/**
 * Whether a rewritten question is one question of the conversation's own words that holds every telling word of the
 * original: what a document in an earlier answer smuggles in cannot ask for something else.
 */
function keepsToWhatWasSaid(text: string, question: string, history: readonly Exchange[]): boolean {
  if (text === "" || text.length > LONGEST_QUESTION || text.includes("\n")) return false;
  const said = stems([question, ...history.flatMap((turn) => [turn.question, turn.answer])].join(" "));
  const written = stems(text);
  return (
    [...written].every((stem) => said.has(stem)) && [...stems(question)].every((stem) => written.has(stem))
  );
}

const stems = (text: string): ReadonlySet<string> => new Set(contentWords(text).map(stemOf));
