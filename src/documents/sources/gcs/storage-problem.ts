import { SourceError } from "../source.ts";

/** The HTTP status of a Cloud Storage error, whichever of the SDK's shapes it has. */
export function statusOf(error: unknown): number | undefined {
  const { code, status } = error as { code?: unknown; status?: unknown };
  const number = Number(code ?? status);
  return Number.isInteger(number) ? number : undefined;
}

/** A Cloud Storage error in one line with what to do; the cause stays with it. */
export function storageProblem(bucket: string, error: unknown): SourceError {
  if (error instanceof SourceError) return error;
  return new SourceError(`gs://${bucket} ${complaint(error)}`, { cause: error });
}

function complaint(error: unknown): string {
  const status = statusOf(error);
  if (status === 401)
    return "refused Docent's credentials: run gcloud auth application-default login, or give the service its service account";
  if (status === 403)
    return "may not be read: grant Docent's service account roles/storage.objectViewer on the bucket";
  if (status === 404) return "does not exist: check the bucket's name";
  if (status === 429 || (status !== undefined && status >= 500))
    return `answered ${status} however often it was asked: Docent tries again later`;
  const message = error instanceof Error ? error.message.replace(/\s*\n\s*/g, " ") : String(error);
  if (/default credentials/i.test(message))
    return "cannot be opened without credentials: run gcloud auth application-default login, or set GOOGLE_APPLICATION_CREDENTIALS";
  return `could not be reached (${message}): check the network and GCS_API_ENDPOINT`;
}
