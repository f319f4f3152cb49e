import { createLogger, format, transports } from "winston";

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

/** The service's logger (winston). Errors given as fields are logged with their message and cause. */
export function createLog(options: LogOptions): Log {
  const { level, secrets, json, stream = process.stderr } = options;
  const mask = (text: string) =>
    secrets.reduce((masked, secret) => masked.replaceAll(secret, "[secret]"), text);
  const shape = format((entry) => {
    for (const [name, value] of Object.entries(entry)) {
      if (value instanceof Error) entry[name] = explain(value);
    }
    return entry;
  });
  const line = format.printf(({ level: severity, message, timestamp, ...fields }) => {
    if (json) return mask(JSON.stringify({ severity, time: timestamp, message, ...fields }));
    const shown = Object.entries(fields).map(
      ([name, value]) => `${name}=${typeof value === "string" ? value : JSON.stringify(value)}`,
    );
    return mask(
      [severity === "info" ? "" : `${severity}: `, message, ...shown.map((field) => `  ${field}`)].join(""),
    );
  });
  const logger = createLogger({
    level,
    format: format.combine(format.timestamp(), shape(), line),
    transports: [new transports.Stream({ stream })],
  });
  const write =
    (severity: keyof Log) =>
    (message: string, fields: Readonly<Record<string, unknown>> = {}) => {
      logger.log({ ...fields, level: severity, message });
    };
  return { error: write("error"), warn: write("warn"), info: write("info"), debug: write("debug") };
}

/** An error and what caused it, in one line. */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message} (${explain(error.cause)})`;
}
