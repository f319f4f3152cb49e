/**
 * The thread of the database: `node:sqlite` waits for the disk and for other processes' locks by blocking, and the
 * thread that acknowledges asks must never wait so.
 */
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { parentPort, workerData } from "node:worker_threads";

/** What the main thread asks for. */
export type SqliteCall =
  | { readonly call: number; readonly sql: string; readonly parameters: readonly Parameter[] }
  | { readonly call: number; readonly close: true };

/** What it hears: once `opened`, then one answer a call. */
export type SqliteReply =
  | { readonly opened: true }
  | { readonly call: number; readonly rows: unknown[]; readonly changes?: number | bigint }
  | { readonly call: number | "open"; readonly failure: SqliteFailure };

/** An error of SQLite as it crosses threads; `errcode` as in https://www.sqlite.org/rescode.html. */
export interface SqliteFailure {
  readonly message: string;
  readonly errcode?: number;
}

type Parameter = null | number | bigint | string | NodeJS.ArrayBufferView;

/** Statements are compiled once; Docent's SQL is a few dozen texts, so the bound is only a safety net. */
const MAX_CACHED_STATEMENTS = 500;

const port = parentPort!;
const { file, busyTimeoutMs } = workerData as { file: string; busyTimeoutMs: number };
const statements = new Map<string, { statement: StatementSync; reads: boolean }>();

const failureOf = (error: unknown): SqliteFailure => ({
  message: error instanceof Error ? error.message : String(error),
  errcode: (error as { errcode?: number }).errcode,
});

/**
 * `secure_delete`: what is forgotten is overwritten, not just marked as free; src/storage/scrub.ts does the rest.
 * `synchronous=FULL`: an acknowledged ask must survive a power cut, and in WAL mode anything less may lose the last
 * commits (https://www.sqlite.org/pragma.html#pragma_synchronous).
 */
function open(): DatabaseSync {
  const opened = new DatabaseSync(file, { timeout: busyTimeoutMs, enableForeignKeyConstraints: true });
  try {
    opened.exec("pragma journal_mode = wal; pragma synchronous = full; pragma secure_delete = on");
    return opened;
  } catch (error) {
    opened.close();
    throw error;
  }
}

/** Changes rows, as opposed to reading them or changing the schema. */
const WRITES = /^\s*(insert|update|delete)\b/i;

function serve(database: DatabaseSync): void {
  /**
   * Group commit: the writes that arrive together share one transaction, so that a hundred asks a second cost a few
   * waits for the disk and not a hundred. Their answers (and those of reads among them) are held until it is durable.
   */
  let held: SqliteReply[] | undefined;

  const settle = () => {
    if (!held) return;
    const replies = held;
    held = undefined;
    try {
      database.exec("commit");
      for (const reply of replies) port.postMessage(reply);
    } catch (error) {
      if (database.isTransaction) database.exec("rollback");
      for (const reply of replies)
        if ("call" in reply)
          port.postMessage({ call: reply.call, failure: failureOf(error) } satisfies SqliteReply);
    }
  };

  const execute = ({ call, sql, parameters }: Extract<SqliteCall, { sql: string }>): SqliteReply => {
    try {
      if (!WRITES.test(sql)) {
        // Whoever begins a transaction, or reads after a write, finds the group before it committed.
        settle();
      } else if (!database.isTransaction) {
        database.exec("begin immediate");
        held = [];
        setImmediate(settle);
      }
      const { statement, reads } = prepared(database, sql);
      if (reads) return { call, rows: statement.all(...parameters) };
      return { call, rows: [], changes: statement.run(...parameters).changes };
    } catch (error) {
      // One statement that fails undoes itself only; the rest of its group stands.
      return { call, failure: failureOf(error) };
    }
  };

  port.on("message", (message: SqliteCall) => {
    if ("close" in message) {
      settle();
      statements.clear();
      database.close();
      port.postMessage({ call: message.call, rows: [] } satisfies SqliteReply);
      port.close();
      return;
    }
    const reply = execute(message);
    if (held) held.push(reply);
    else port.postMessage(reply);
  });
}

function prepared(database: DatabaseSync, sql: string): { statement: StatementSync; reads: boolean } {
  const cached = statements.get(sql);
  if (cached) return cached;
  const statement = database.prepare(sql);
  const entry = { statement, reads: statement.columns().length > 0 };
  if (statements.size >= MAX_CACHED_STATEMENTS) statements.clear();
  statements.set(sql, entry);
  return entry;
}

try {
  serve(open());
  port.postMessage({ opened: true } satisfies SqliteReply);
} catch (error) {
  port.postMessage({ call: "open", failure: failureOf(error) } satisfies SqliteReply);
}
