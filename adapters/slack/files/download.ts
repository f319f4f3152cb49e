/** Fetches a file's bytes from Slack with the bot's token, which goes to Slack's own servers and nowhere else. */
import { readWithin } from "../../../src/documents/sources/read-within.ts";
import { PassingSourceError, SourceError } from "../../../src/documents/sources/source.ts";
import { slackLimits } from "../limits.ts";
import { NO_FILES_SCOPE } from "./explain-refusal.ts";

export interface DownloadOptions {
  readonly token: string;
  /** SLACK_API_URL: a stand-in on this machine may serve files, too. */
  readonly apiUrl: string | undefined;
  readonly signal: AbortSignal;
}

/** Whether the token may go to this address. */
export function mayDownload(address: string, apiUrl: string | undefined): boolean {
  const url = URL.parse(address);
  if (!url || url.username || url.password) return false;
  const own = apiUrl === undefined ? undefined : URL.parse(apiUrl);
  if (own && isLoopback(own.hostname) && url.origin === own.origin) return true;
  return url.protocol === "https:" && url.port === "" && /^files\.slack(-gov)?\.com$/.test(url.hostname);
}

const isLoopback = (host: string): boolean => /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(host);

interface Download extends DownloadOptions {
  /** The bytes are a web page themselves, so that a sign-in page is told by what it says. */
  readonly isPage: boolean;
}

/**
 * The bytes at a file's private address.
 * @throws {SourceError} when it is no server of Slack's, too large, or Slack shows its sign-in page; a
 * {@link PassingSourceError} when it is worth trying again.
 */
export async function download(address: string, options: Download): Promise<Uint8Array> {
  const response = await follow(address, options);
  if (!response.ok) {
    await response.body?.cancel();
    throw refused(response);
  }
  const isHtml = /^text\/html\b/i.test(response.headers.get("content-type") ?? "");
  if (isHtml && !options.isPage) {
    await response.body?.cancel();
    throw new SourceError(NO_FILES_SCOPE);
  }
  const bytes = await readWithin(response, slackLimits.fileBytes);
  if (isHtml && isSignIn(bytes)) throw new SourceError(NO_FILES_SCOPE);
  return bytes;
}

async function follow(address: string, { token, apiUrl, signal }: DownloadOptions): Promise<Response> {
  let next = address;
  for (let hop = 0; hop < slackLimits.downloadHops; hop += 1) {
    if (!mayDownload(next, apiUrl)) {
      // Whom Slack does not know it sends to the workspace's sign-in page.
      if (hop > 0) throw new SourceError(NO_FILES_SCOPE);
      throw new SourceError(
        `its bytes are at ${URL.parse(next)?.host || "no address"}, which is no file server of Slack's: upload the file itself`,
      );
    }
    const response = await fetch(next, {
      headers: { authorization: `Bearer ${token}` },
      redirect: "manual",
      signal: AbortSignal.any([AbortSignal.timeout(slackLimits.downloadTimeoutMs), signal]),
    }).catch((error: unknown) => {
      throw new PassingSourceError(
        "its bytes cannot be fetched, as Slack's file server cannot be reached: Docent tries again by itself",
        0,
        error,
      );
    });
    const location = response.headers.get("location");
    if (response.status < 300 || response.status >= 400 || !location) return response;
    await response.body?.cancel();
    next = new URL(location, next).href;
  }
  throw new SourceError(NO_FILES_SCOPE);
}

function refused({ status, headers }: Response): SourceError {
  const what = `its bytes cannot be fetched (${status})`;
  if (status === 429 || status >= 500)
    return new PassingSourceError(
      `${what}: Docent tries again by itself`,
      (Number(headers.get("retry-after")) || 0) * 1_000,
    );
  if (status === 401 || status === 403) return new SourceError(NO_FILES_SCOPE);
  return new SourceError(`${what}: check that it still opens in Slack`);
}

/** Slack's own sign-in page, told from a canvas by its form. */
function isSignIn(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 200_000)).toString("utf8");
  return /<form[^>]+id=["']?signin_form|<title>[^<]*\|\s*Slack\s*<\/title>/i.test(start);
}
