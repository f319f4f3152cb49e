import { RequestFailure } from "./retrying-fetch.ts";

/** Pinecone cannot be used; `message` says what is wrong and what to do, `cause` what Pinecone said. */
export class PineconeError extends Error {
  override name = "PineconeError";
}

/** Says what an error of Pinecone's client means for Docent and what to do about it. */
export function explainPinecone(error: unknown, index: string): PineconeError {
  if (error instanceof PineconeError) return error;
  const failure = failureIn(error);
  if (!failure) return new PineconeError(`Pinecone, index ${index}: its client failed`, { cause: error });
  return new PineconeError(`Pinecone, index ${index}: ${remedy(failure)}`, { cause: failure });
}

/** The client wraps what the request failed with, once or twice. */
function failureIn(error: unknown): RequestFailure | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if (cause instanceof RequestFailure) return cause;
  return undefined;
}

function remedy({ status, said }: RequestFailure): string {
  if (status === 401 || status === 403)
    return "the key is not accepted; set PINECONE_API_KEY to one of the project that the index is in";
  if (status === 404)
    return "there is no such index; set PINECONE_INDEX to one that exists, or run docent pinecone create";
  if (/dimension/i.test(said))
    return "vectors have another length than the index; create one for this model with docent pinecone create and set PINECONE_INDEX to it";
  if (status === 429)
    return "too many requests, again and again; ask Pinecone for a higher limit, or index less at once";
  if (status === undefined)
    return "it cannot be reached; check the network, PINECONE_CONTROLLER_URL and PINECONE_INDEX_URL";
  if (status >= 500) return "it does not work at the moment; try again later (https://status.pinecone.io)";
  return "it refused the request";
}

/** Whether Pinecone said that there is one already. */
export const isTaken = (error: unknown): boolean => failureIn(error)?.status === 409;
