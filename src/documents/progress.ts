import { Presets, SingleBar } from "cli-progress";
import type { Log } from "../operations/log.ts";
import { printable } from "../operations/printable.ts";
import { describeFinding } from "./document.ts";
import type { SyncEvent, SyncReport } from "./sync-event.ts";
import { describeSecrets } from "./without-secrets.ts";

/** Where progress is written: standard error, or what a test gives instead. */
export interface ProgressStream extends NodeJS.WritableStream {
  readonly isTTY?: boolean;
}

/**
 * Shows a sync to a person: on a terminal a bar with rate and time left, and the failures below it when it is done;
 * elsewhere one line a document that was indexed, removed or failed.
 */
export function progressReport(stream: ProgressStream): SyncReport {
  return stream.isTTY ? barReport(stream) : lineReport(stream);
}

/** The same lines for a log collector: failures and warnings as warnings, the rest as information. */
export function logReport(log: Pick<Log, "info" | "warn">): SyncReport {
  return (event) => {
    const line = lineOf(event);
    if (!line) return;
    const isWarning =
      event.kind === "failed" ||
      event.kind === "opened" ||
      event.kind === "remark" ||
      (event.kind === "indexed" && event.secrets.length > 0);
    if (isWarning) log.warn(printable(line));
    else log.info(printable(line));
  };
}

function lineReport(stream: ProgressStream): SyncReport {
  return (event) => {
    const line = lineOf(event);
    if (line) stream.write(`${printable(line)}\n`);
  };
}

function lineOf(event: SyncEvent): string | undefined {
  switch (event.kind) {
    case "indexed": {
      const hidden = event.findings.length
        ? `; left out: ${event.findings.map(describeFinding).join(", ")}`
        : "";
      const secrets = event.secrets.length ? `, secrets masked: ${describeSecrets(event.secrets)}` : "";
      const unread = event.unread.map((part) => `; not read: ${part}`).join("");
      return `indexed ${event.path} (${event.title}): ${event.passages} passages${hidden}${secrets}${unread}`;
    }
    case "restamped":
      return `updated ${event.path}: readers, link or date`;
    case "removed":
      return `removed ${event.path}`;
    case "opened":
      return `warning ${event.path} was for some people only; from now on everybody in the organisation may read it, as no rule says otherwise any more`;
    case "remark":
      return `warning ${event.text}`;
    case "failed":
      return `failed  ${event.path}: ${event.reason}`;
    default:
      return undefined;
  }
}

function barReport(stream: ProgressStream): SyncReport {
  const bar = new SingleBar(
    {
      stream,
      format: "{bar} {percentage}% | {value}/{total} documents | {rate}{left}",
      barsize: 30,
      fps: 10,
      hideCursor: true,
    },
    Presets.shades_classic,
  );
  const after: string[] = [];
  let passages = 0;
  let bytes = 0;
  let startedAt = 0;
  let listedBytes = 0;
  let doneBytes = 0;
  const shown = (): { rate: string; left: string } => {
    const seconds = Math.max((performance.now() - startedAt) / 1000, 0.001);
    const left =
      doneBytes > 0 ? ` | ${duration((seconds * (listedBytes - doneBytes)) / doneBytes)} left` : "";
    return {
      rate: `${Math.round(passages / seconds)} passages/s, ${(bytes / 1e6 / seconds).toFixed(1)} MB/s`,
      left,
    };
  };
  return (event) => {
    if (event.kind === "listed") {
      startedAt = performance.now();
      listedBytes = event.bytes;
      bar.start(event.documents, 0, shown());
    } else if (event.kind === "finished") {
      bar.update(shown());
      bar.stop();
      for (const line of after.splice(0)) stream.write(`${printable(line)}\n`);
    } else if (event.kind === "opened" || event.kind === "remark") {
      after.push(lineOf(event)!);
    } else {
      if (event.kind !== "removed") doneBytes += event.bytes;
      if (event.kind === "indexed") {
        passages += event.passages;
        bytes += event.bytes;
      }
      const isNotable =
        event.kind === "failed" ||
        (event.kind === "indexed" && event.unread.length + event.findings.length + event.secrets.length > 0);
      if (isNotable) after.push(lineOf(event)!);
      if (event.kind !== "removed") bar.increment(shown());
    }
  };
}

/** "8s", "2m05s", "1h10m": as much as a person who waits wants to know. */
function duration(seconds: number): string {
  const whole = Math.max(Math.ceil(seconds), 0);
  const two = (value: number): string => String(Math.floor(value)).padStart(2, "0");
  if (whole < 60) return `${whole}s`;
  return whole < 3600
    ? `${Math.floor(whole / 60)}m${two(whole % 60)}s`
    : `${Math.floor(whole / 3600)}h${two((whole % 3600) / 60)}m`;
}
