import { z } from "zod";

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
    const what = [refusal.status, refusal.code, refusal.reason].filter(Boolean).join(" ");
    super(`Teams refused a message (${what})`, { cause });
    this.status = refusal.status;
    this.code = refusal.code;
    this.retryAfterMs = refusal.retryAfterMs;
  }
}

/** `Retry-After` in milliseconds: seconds or an HTTP date (RFC 9110 section 10.2.3). */
function retryAfterMs(header: string | null | undefined, now = Date.now()): number | undefined {
  if (!header) return undefined;
  if (/^\d+$/.test(header)) return Number(header) * 1_000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

const errorBody = z.object({
  error: z.object({ code: z.string().catch(""), message: z.string().catch("") }),
});

/** Teams refuses some parts of a stream with 202 and an error in the body. @throws {ConnectorRefusal} */
export function refuseHalfAccepted(result: object): void {
  const raw = (result as { _response?: { status: number; bodyAsText?: string | null } })._response;
  if (raw?.status !== 202) return;
  const { error } = errorIn(raw.bodyAsText) ?? {};
  if (error) throw new ConnectorRefusal({ status: 202, code: error.code, reason: error.message });
}

function errorIn(text: string | null | undefined) {
  try {
    return errorBody.safeParse(JSON.parse(text ?? "")).data;
  } catch {
    return undefined;
  }
}

/** What the SDK throws, as a {@link ConnectorRefusal} where the connector is the cause. */
export function toRefusal(error: unknown): unknown {
  if (error instanceof ConnectorRefusal || !(error instanceof Error) || error.name !== "RestError")
    return error;
  const { statusCode, response } = error as Error & {
    statusCode?: number;
    response?: { bodyAsText?: string | null; headers: { get(name: string): string | undefined } };
  };
  const { error: refusal } = errorIn(response?.bodyAsText) ?? {};
  return new ConnectorRefusal(
    {
      status: statusCode ?? 0,
      code: refusal?.code ?? "",
      reason: refusal?.message || (statusCode ? "" : error.message),
      retryAfterMs: retryAfterMs(response?.headers.get("retry-after")),
    },
    error,
  );
}
