/** Fetches a file's bytes from where Microsoft keeps them: known servers only, within a size, in patience. */
import { setTimeout as sleep } from "node:timers/promises";
import { readWithin } from "../../../src/documents/sources/read-within.ts";
import { PassingSourceError, SourceError } from "../../../src/documents/sources/source.ts";
import { retryAfterMs } from "../graph.ts";
import { limits } from "../limits.ts";
import { isLoopback } from "../transport/service-url.ts";

/** SharePoint and OneDrive, worldwide and in national clouds. */
const FILE_HOSTS = [
  /^[a-z0-9-]+\.sharepoint\.com$/,
  /^[a-z0-9-]+\.sharepoint\.us$/,
  /^[a-z0-9-]+\.sharepoint-mil\.us$/,
  /^[a-z0-9-]+\.sharepoint\.cn$/,
  /^[a-z0-9-]+\.svc\.ms$/,
];

export interface DownloadOptions {
  /** A stand-in on this machine may serve files. */
  readonly allowLoopback: boolean;
  readonly maxBytes?: number;
  /** First pause before trying again, ms. */
  readonly retryBaseMs?: number;
  /** Ends it early. */
  readonly signal?: AbortSignal;
}

/** Whether a file may be fetched from `address`: pre-authenticated links are followed, so they must not lead astray. */
export function mayDownload(address: string, { allowLoopback }: { allowLoopback: boolean }): boolean {
  const url = URL.parse(address);
  if (!url || url.username || url.password) return false;
  if (isLoopback(url.hostname)) return allowLoopback;
  return url.protocol === "https:" && url.port === "" && FILE_HOSTS.some((host) => host.test(url.hostname));
}

/**
 * The bytes at a pre-authenticated address, without any token of Docent's.
 * @throws {SourceError} when the address or one that it leads to is no server of Microsoft's, the file is too large,
 * or the server refuses.
 */
export async function download(address: string, options: DownloadOptions): Promise<Uint8Array> {
  for (let attempt = 1; ; attempt++) {
    const response = await follow(address, options);
    if (response.ok) return readWithin(response, options.maxBytes ?? limits.fileBytes);
    await response.body?.cancel();
    const isPassing = [429, 502, 503, 504].includes(response.status);
    const what = `its bytes cannot be fetched (${response.status})`;
    if (!isPassing) throw new SourceError(`${what}: check that it is still there`);
    const askedMs = retryAfterMs(response);
    if (attempt === limits.downloadAttempts)
      throw new PassingSourceError(`${what}: Docent tries again by itself`, askedMs);
    const pauseMs = askedMs ?? (options.retryBaseMs ?? limits.retryBaseMs) * 2 ** attempt;
    await sleep(Math.min(pauseMs, limits.retryCeilingMs), undefined, { signal: options.signal });
  }
}

async function follow(address: string, options: DownloadOptions): Promise<Response> {
  let next = address;
  for (let hop = 0; hop < limits.downloadHops; hop++) {
    if (!mayDownload(next, options))
      throw new SourceError(
        `its bytes are at ${URL.parse(next)?.host || "no address"}, which is no file server of Microsoft 365: it is not fetched`,
      );
    const response = await fetch(next, {
      redirect: "manual",
      signal: AbortSignal.any([
        AbortSignal.timeout(limits.downloadTimeoutMs),
        ...(options.signal ? [options.signal] : []),
      ]),
    }).catch((error: unknown) => {
      throw new SourceError("its bytes cannot be fetched: the file server cannot be reached", {
        cause: error,
      });
    });
    const location = response.headers.get("location");
    if (response.status < 300 || response.status >= 400 || !location) return response;
    await response.body?.cancel();
    next = new URL(location, next).href;
  }
  throw new SourceError("its bytes cannot be fetched: the file server sends Docent around in a circle");
}
