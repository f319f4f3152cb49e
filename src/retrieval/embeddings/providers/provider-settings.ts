/** How to reach a provider of embeddings. */
export interface ProviderSettings {
  /** What vectors are kept under, e.g. `openai:text-embedding-3-small@512`. */
  readonly name: string;
  /** As the provider names it: what stands behind the colon of DOCENT_EMBEDDINGS. */
  readonly model: string;
  readonly key?: string;
  /** A server in place of the provider's own. */
  readonly url?: string;
  readonly dimensions?: number;
  /** How long one request may take. */
  readonly timeoutMs: number;
}
