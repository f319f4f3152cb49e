/** The model port: a prompt goes in, unchecked draft text comes out in pieces. */
import type { Passage } from "../documents/document.ts";

/** What was said before, oldest first. */
export interface Exchange {
  readonly question: string;
  readonly answer: string;
}

export interface Prompt {
  /** The question, made standalone when it was a follow-up. */
  readonly question: string;
  /** The same with its typos repaired as the search read them, for a model that compares words. */
  readonly readAs?: string;
  readonly history: readonly Exchange[];
  /** Numbered from 1 in this order: the draft cites them as [1], [2]. */
  readonly passages: readonly Passage[];
  /** ISO 8601 date, so that "this year" means something. */
  readonly today: string;
  /**
   * Set where the question asks to decide about a person: the draft may give criteria and process, and must not decide,
   * judge or rank. It is what documents call such decisions ("promotion"), or empty when nobody knows.
   */
  readonly decidesAbout?: string;
}

export interface Model {
  /** As the setting names it, e.g. `extractive` or `openai:gpt-5-mini`. */
  readonly name: string;
  /**
   * Streams a draft in Markdown, citing passages as `[n]` after each sentence. An empty draft means that the
   * passages don't answer the question. Nothing of it may be shown before the guard has released it.
   * @throws {ModelError} when the provider fails; the message says what to do.
   */
  draft(prompt: Prompt, signal: AbortSignal): AsyncIterable<string>;
  /**
   * Says a follow-up so that it stands alone, in its own language. Unchecked, like a draft; a model that only quotes
   * leaves it out.
   * @throws whatever the provider throws: the question can be searched without it.
   */
  rewrite?(followUp: FollowUp, signal: AbortSignal): Promise<string>;
}

/** A question that leans on what was said before, oldest first. */
export interface FollowUp {
  readonly question: string;
  readonly history: readonly Exchange[];
}

/** The provider did not answer as it should; `message` is one clear line with a remedy. */
export class ModelError extends Error {
  override name = "ModelError";
}
