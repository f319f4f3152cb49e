/** The Bot Connector refused what Docent sent, or could not be reached (`status` 0). */
export class ConnectorRefusal extends Error {
  override name = "ConnectorRefusal";
  /** HTTP status; 202 with an error in its body is how Teams refuses parts of a stream. */
  readonly status: number;
  /** Teams' own word for it, e.g. `ContentStreamNotAllowed`, or "". */
  readonly code: string;
  /** What `Retry-After` asks for. */
  readonly retryAfterMs: number | undefined;

  constructor(
    refusal: { status: number; code: string; reason: string; retryAfterMs?: number },
    cause?: unknown,
  ) {
    super(
      `Teams refused a message (${[refusal.status, refusal.code, refusal.reason].filter(Boolean).join(" ")})`,
      {
        cause,
      },
    );
    this.status = refusal.status;
    this.code = refusal.code;
    this.retryAfterMs = refusal.retryAfterMs;
  }
}

/** `Retry-After` in milliseconds: seconds or an HTTP date (RFC 9110 section 10.2.3). */
export function retryAfterMs(header: string | null | undefined, now = Date.now()): number | undefined {
  if (!header) return undefined;
  if (/^\d+$/.test(header)) return Number(header) * 1_000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
