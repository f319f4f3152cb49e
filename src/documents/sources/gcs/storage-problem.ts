import { SourceError } from "../source.ts";

/** The HTTP status of a Cloud Storage error, whichever of the SDK's shapes it has. */
export function statusOf(error: unknown): number | undefined {
  const { code, status } = error as { code?: unknown; status?: unknown };
  const number = Number(code ?? status);
  return Number.isInteger(number) ? number : undefined;
}

/** Cloud Storage has trouble that passes by itself: the keeper asks again, at its own pace. */
class StorageUnavailable extends SourceError {
  override name = "StorageUnavailable";
  readonly retryAfterMs = 0;
}

/** A Cloud Storage error in one line with what to do; the cause stays with it. */
export function storageProblem(bucket: string, error: unknown): SourceError {
  if (error instanceof SourceError) return error;
  const [remedy, isPassing] = complaint(error);
  return new (isPassing ? StorageUnavailable : SourceError)(`gs://${bucket} ${remedy}`, { cause: error });
}

function complaint(error: unknown): readonly [remedy: string, isPassing: boolean] {
  const status = statusOf(error);
  const login = "run gcloud auth application-default login, or set GOOGLE_APPLICATION_CREDENTIALS";
  if (status === 401) return [`refused Docent's credentials: ${login}`, false];
  if (status === 403)
    return [
      "may not be used: grant Docent's service account roles/storage.objectViewer on it (objectUser on the archive)",
      false,
    ];
  if (status === 404) return ["does not exist: check the bucket's name", false];
  if (status === 429 || (status !== undefined && status >= 500))
    return [`answered ${status} however often it was asked: Docent tries again later`, true];
  const message = error instanceof Error ? error.message.replace(/\s*\n\s*/g, " ") : String(error);
  if (/default credentials/i.test(message)) return [`cannot be opened without credentials: ${login}`, false];
  return [`could not be reached (${message}): check the network and GCS_API_ENDPOINT`, true];
}
