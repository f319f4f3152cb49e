import { createLogger, format, transports } from "winston";
import { maskSecrets } from "./mask-secrets.ts";
import { printable } from "./printable.ts";

/** What the rooms log with: a sentence and a few fields. Never message text or secrets at info level or above. */
export interface Log {
  error(message: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void;
  info(message: string, fields?: Readonly<Record<string, unknown>>): void;
  debug(message: string, fields?: Readonly<Record<string, unknown>>): void;
}

interface LogOptions {
  readonly level: "error" | "warn" | "info" | "debug";
  /** Values that must never be printed, e.g. tokens from the settings: replaced wherever they appear. */
  readonly secrets: readonly string[];
  /** One JSON object a line, for log collectors; otherwise short lines for a person. */
  readonly json: boolean;
  /** Where lines go; standard error by default, so that standard output stays for results. */
  readonly stream?: NodeJS.WritableStream;
}

/** How deep causes are followed; an error may be its own cause. */
const MAX_CAUSES = 5;

/** The service's logger (winston). Errors among the fields, however deep, are logged with message and cause. */
export function createLog(options: LogOptions): Log {
  const { level, secrets, json, stream = process.stderr } = options;
  const mask = maskSecrets(secrets);
  const line = format.printf(({ level: severity, message, timestamp, ...fields }) => {
    if (json) return mask(toJson({ severity, time: timestamp, message, ...fields }));
    const shown = Object.entries(fields).map(([name, value]) => {
      const plain = value instanceof Error ? explain(value) : value;
      return `  ${name}=${typeof plain === "string" ? plain : toJson(plain)}`;
    });
    return mask(printable([severity === "info" ? "" : `${severity}: `, message, ...shown].join("")));
  });
  const logger = createLogger({
    level,
    format: format.combine(format.timestamp(), line),
    transports: [new transports.Stream({ stream })],
  });
  const write =
    (severity: keyof Log) =>
    (message: string, fields: Readonly<Record<string, unknown>> = {}) => {
      logger.log({ ...fields, level: severity, message });
    };
  return { error: write("error"), warn: write("warn"), info: write("info"), debug: write("debug") };
}

/** JSON of anything: what JSON does not know becomes text, and logging never throws. */
function toJson(value: unknown): string {
  const above: unknown[] = [];
  return (
    JSON.stringify(value, function (this: unknown, _name, part: unknown) {
      if (part instanceof Error) return explain(part);
      if (typeof part === "bigint") return String(part);
      if (typeof part !== "object" || part === null) return part;
      // `this` holds `part`: whatever was walked into after it is not above it any more.
      above.length = above.indexOf(this) + 1;
      if (above.includes(part)) return "[circular]";
      above.push(part);
      return part;
    }) ?? String(value)
  );
}

/** An error and what caused it, in one line. */
export function explain(error: unknown, depth = 0): string {
  if (!(error instanceof Error)) return String(error);
  // Node's "connection refused" has its words only in the errors that it collects, or only in its code.
  const parts = error instanceof AggregateError ? error.errors.map(String).join("; ") : "";
  const code = (error as NodeJS.ErrnoException).code;
  const message = (error.message || parts || code || error.name).replace(/\s*\n\s*/g, " ");
  if (error.cause === undefined || depth === MAX_CAUSES) return message;
  const cause = explain(error.cause, depth + 1);
  return message.includes(cause) ? message : `${message} (${cause})`;
}
