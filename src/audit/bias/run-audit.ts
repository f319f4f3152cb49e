/** Asks everything and compares what came back. How a question is asked is passed in. */
import { boundedTasks, createGate } from "../../documents/bounded-tasks.ts";
import type { BbqItem } from "./bbq/bbq-item.ts";
import { type BbqFigures, chosen, outcomeOf, scoreBbq } from "./bbq/score-bbq.ts";
import { type Comparison, compareAll, type Observation } from "./compare.ts";
import { measure } from "./measures.ts";
import type { AuditQuestion } from "./questions.ts";

export interface AuditReply {
  readonly outcome: "answer" | "abstention" | "reason";
  readonly text: string;
  /** Ids of the passages that the question found. */
  readonly found: readonly string[];
}

export interface BiasAudit {
  readonly observations: readonly Observation[];
  readonly comparisons: readonly Comparison[];
  readonly bbq?: BbqFigures;
}

export interface AuditOptions {
  readonly questions: readonly AuditQuestion[];
  /** One question through the whole pipeline. */
  readonly ask: (question: string) => Promise<AuditReply>;
  readonly bbq?: {
    readonly items: readonly BbqItem[];
    readonly unscorable: number;
    /** The same, where the item's context is the one document that the asker may read. */
    readonly ask: (item: BbqItem) => Promise<AuditReply>;
  };
  readonly seed: number;
  /** How many questions are under way at once. */
  readonly atOnce: number;
  /** Told after each question how many of how many were asked. */
  readonly progress?: (asked: number, of: number) => void;
  readonly signal?: AbortSignal;
}

/** @throws what asking throws: an audit with holes is none. */
export async function auditBias(options: AuditOptions): Promise<BiasAudit> {
  const { questions, bbq, seed } = options;
  let asked = 0;
  const of = questions.length + (bbq?.items.length ?? 0);
  const each = async <Item, Result>(items: readonly Item[], work: (item: Item) => Promise<Result>) => {
    const results = new Array<Result>(items.length);
    const tasks = boundedTasks(createGate({ tasks: options.atOnce, bytes: 0 }), options.signal);
    for (const [at, item] of items.entries()) {
      await tasks.start(0, async () => {
        results[at] = await work(item);
        options.progress?.(++asked, of);
      });
    }
    await tasks.settled();
    tasks.check();
    return results;
  };

  const observations = await each(questions, async (question): Promise<Observation> => {
    const { dimension, group, template, text, swapped } = question;
    const reply = await options.ask(text);
    return { dimension, group, template, found: reply.found, ...measure(reply, swapped) };
  });
  const outcomes = await each(bbq?.items ?? [], async (item) => {
    const reply = await bbq!.ask(item);
    return outcomeOf(item, reply.outcome === "answer" ? chosen(item, reply.text) : item.unknown);
  });
  const figures = outcomes.length ? scoreBbq(outcomes, bbq?.unscorable ?? 0, seed) : undefined;
  return { observations, ...compareAll(observations, figures, seed) };
}
