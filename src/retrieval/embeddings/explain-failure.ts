/** What a provider's client throws → what it means for Docent and what to do about it. */
import { EmbeddingError } from "./embedder.ts";

interface Failure {
  readonly status?: number;
  readonly code?: string;
  readonly retryAfterMs?: number;
}

/** What the clients tell, each under other names: OpenAI's `status`, Ollama's `status_code`, AWS's `$metadata`. */
function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return {};
  const said = error as Error & {
    status?: unknown;
    status_code?: unknown;
    $metadata?: { httpStatusCode?: unknown };
    code?: unknown;
    headers?: unknown;
  };
  const status = [said.status, said.status_code, said.$metadata?.httpStatusCode].find(
    (one): one is number => typeof one === "number",
  );
  return {
    // Google calls a wrong key a wrong argument.
    status: status === 400 && /api key/i.test(error.message) ? 401 : (status ?? statusIn(error)),
    code: typeof said.code === "string" ? said.code : undefined,
    retryAfterMs: retryAfter(said.headers),
  };
}

/** LangChain's Bedrock client keeps nothing but the message of what AWS said. */
function statusIn({ message }: Error): number | undefined {
  if (/throttl|too many (requests|tokens)|rate exceeded/i.test(message)) return 429;
  if (
    /not authorized|access ?denied|(don't|not) have access|security token|UnrecognizedClient|could not load credentials/i.test(
      message,
    )
  )
    return 403;
  if (/service ?unavailable|internal server|model ?not ?ready|timed? ?out/i.test(message)) return 503;
  if (/validation|malformed input/i.test(message)) return 400;
  return undefined;
}

/** The header Retry-After, in seconds or as a date. */
function retryAfter(headers: unknown): number | undefined {
  const value = headers instanceof Headers ? headers.get("retry-after") : undefined;
  if (!value) return undefined;
  const ms = Number.isNaN(Number(value)) ? Date.parse(value) - Date.now() : Number(value) * 1000;
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}

const CONNECTION =
  /connection error|fetch failed|timed out|timeout|terminated|socket|ECONN|EAI_AGAIN|ENOTFOUND|network/i;

const isConnection = (error: unknown): boolean =>
  error instanceof Error && (CONNECTION.test(error.message) || isConnection(error.cause));

/** One clear line with a remedy. The provider's own text stays in the cause: it may repeat a passage or the key. */
export function explainFailure(error: unknown, model: string): EmbeddingError {
  if (error instanceof EmbeddingError) return error;
  const { status, code, retryAfterMs } = failureOf(error);
  const cause = error;
  if (code === "insufficient_quota")
    return new EmbeddingError(
      `the account of ${model} has no credit left: add some at the provider's billing page, or use another key`,
      { kind: "setup", cause },
    );
  if (status === 401 || status === 403)
    return new EmbeddingError(
      `the provider of ${model} refused the key: check DOCENT_EMBEDDINGS_KEY (docs/embeddings.md says which one) and what it may use`,
      { kind: "setup", cause },
    );
  if (status === 404)
    return new EmbeddingError(
      `the provider knows no model ${model}: check DOCENT_EMBEDDINGS and DOCENT_EMBEDDINGS_URL (for Ollama: ollama pull)`,
      { kind: "setup", cause },
    );
  if (status === 429)
    return new EmbeddingError(
      `the provider of ${model} is limiting requests: nothing to do, Docent waits and tries again`,
      { kind: "passing", retryAfterMs, cause },
    );
  if (status !== undefined && (status >= 500 || status === 408 || status === 409))
    return new EmbeddingError(
      `the provider of ${model} failed (status ${status}): Docent tries again; if it lasts, look at its status page`,
      { kind: "passing", retryAfterMs, cause },
    );
  if (status !== undefined)
    return new EmbeddingError(
      `the provider of ${model} does not accept a text (status ${status}): check that it is an embedding model`,
      { kind: "input", cause },
    );
  if (isConnection(error))
    return new EmbeddingError(
      `the provider of ${model} cannot be reached: check DOCENT_EMBEDDINGS_URL, the network, and that the server runs`,
      { kind: "passing", cause },
    );
  return new EmbeddingError(
    `${model} did not answer as an embedding model does: check DOCENT_EMBEDDINGS and DOCENT_EMBEDDINGS_URL`,
    { kind: "setup", cause },
  );
}
