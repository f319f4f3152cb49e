/**
 * Cross-encoders behind HTTP, in the two languages they speak: Cohere's (`POST /v2/rerank`; Jina and vLLM as well) and
 * that of Text Embeddings Inference (`POST /rerank`).
 */
import { z } from "zod";
import type { Reranker } from "./reranker.ts";

const cohereAnswer = z.object({
  results: z.array(z.object({ index: z.number().int().min(0), relevance_score: z.number() })),
});
const teiAnswer = z.array(z.object({ index: z.number().int().min(0), score: z.number() }));

interface Endpoint {
  readonly name: string;
  readonly url: string;
  readonly key?: string;
}

/** `cohere:<model>`. @param endpoint.url up to /v2/rerank */
export const cohereReranker = (model: string, endpoint: Endpoint): Reranker => ({
  name: endpoint.name,
  async scores(query, documents, signal) {
    const body = { model, query, documents, top_n: documents.length };
    const { results } = cohereAnswer.parse(await post(endpoint, body, signal));
    return inOrder(
      documents.length,
      results.map(({ index, relevance_score: score }) => ({ index, score })),
    );
  },
});

/** `tei`. @param endpoint.url up to /rerank */
export const teiReranker = (endpoint: Endpoint): Reranker => ({
  name: endpoint.name,
  async scores(query, texts, signal) {
    const results = teiAnswer.parse(await post(endpoint, { query, texts, truncate: true }, signal));
    return inOrder(texts.length, results);
  },
});

async function post({ url, key }: Endpoint, body: unknown, signal: AbortSignal): Promise<unknown> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...(key && { authorization: `Bearer ${key}` }) },
    body: JSON.stringify(body),
    signal,
  });
  // What the server says may repeat passages: the status is enough.
  if (!response.ok) {
    await response.body?.cancel();
    throw new Error(
      `${url} answered with status ${response.status}: check DOCENT_RERANKER, DOCENT_RERANKER_URL and DOCENT_RERANKER_KEY`,
    );
  }
  return response.json();
}

/** One score a passage; those that the endpoint left out come last. */
function inOrder(count: number, results: readonly { index: number; score: number }[]): number[] {
  const worst = Math.min(0, ...results.map(({ score }) => score));
  const scores = new Array<number>(count).fill(worst);
  for (const { index, score } of results) if (index < count) scores[index] = score;
  return scores;
}
