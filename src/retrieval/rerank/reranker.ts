/** The reranker port: a slower, closer look at the passages that the index found. */
export interface Reranker {
  /** As DOCENT_RERANKER names it. */
  readonly name: string;
  /**
   * How well each passage answers the question, in the passages' order; higher is better.
   * @throws an error with a remedy when the endpoint does not answer as it should
   */
  scores(question: string, passages: readonly string[], signal: AbortSignal): Promise<readonly number[]>;
}
