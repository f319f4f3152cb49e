/** Kysely's SQLite dialect over Node's own `node:sqlite` in a worker thread: only here is it known which database this is. */
import { Worker } from "node:worker_threads";
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import type { SqliteCall, SqliteFailure, SqliteReply } from "./sqlite.worker.ts";

/** How long a write waits for another process (server and command line share the file), in milliseconds. */
const DEFAULT_BUSY_TIMEOUT_MS = 5_000;

/** What SQLite refused; `errcode` as in https://www.sqlite.org/rescode.html. */
export class SqliteError extends Error {
  override name = "SqliteError";
  readonly errcode: number | undefined;

  constructor({ message, errcode }: SqliteFailure) {
    super(message);
    this.errcode = errcode;
  }
}

/**
 * The dialect for one database file, open once this resolves.
 * @throws {SqliteError} when the file cannot be opened or is not a database.
 */
export async function openSqliteDialect(options: { file: string; busyTimeoutMs?: number }): Promise<Dialect> {
  const connection = await openConnection(options.file, options.busyTimeoutMs ?? DEFAULT_BUSY_TIMEOUT_MS);
  const run = async (sql: string) => void (await connection.executeQuery(CompiledQuery.raw(sql)));
  const driver: Driver = {
    init: async () => undefined,
    acquireConnection: async () => connection,
    releaseConnection: async () => undefined,
    // A deferred transaction that reads first and writes later fails at once when another process wrote in between;
    // taking the write lock at the start waits for it instead.
    beginTransaction: () => run("begin immediate"),
    commitTransaction: () => run("commit"),
    rollbackTransaction: () => run("rollback"),
    destroy: () => connection.close(),
  };
  return {
    createAdapter: () => new TransactionalSqliteAdapter(),
    createDriver: () => driver,
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

/** SQLite does roll back schema changes; saying so makes Kysely run all migrations in one transaction. */
class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

interface Connection extends DatabaseConnection {
  close(): Promise<void>;
}

type Answer = Extract<SqliteReply, { rows: unknown[] }>;
type Request<Call = SqliteCall> = Call extends unknown ? Omit<Call, "call"> : never;

async function openConnection(file: string, busyTimeoutMs: number): Promise<Connection> {
  const worker = new Worker(new URL("./sqlite.worker.ts", import.meta.url), {
    workerData: { file, busyTimeoutMs },
    // Options of the program that opens it, such as --input-type, are none of the thread's business.
    execArgv: [],
  });
  const pending = new Map<number, { resolve: (answer: Answer) => void; reject: (error: Error) => void }>();
  const opened = Promise.withResolvers<void>();
  let calls = 0;
  let ended: Error | undefined;

  const end = (error: Error) => {
    ended ??= error;
    opened.reject(ended);
    for (const { reject } of pending.values()) reject(ended);
    pending.clear();
  };
  worker.on("error", (error) => end(error instanceof Error ? error : new Error(String(error))));
  worker.on("exit", () => end(new SqliteError({ message: "the database is closed" })));
  worker.on("message", (reply: SqliteReply) => {
    if ("opened" in reply) return opened.resolve();
    if (reply.call === "open")
      return opened.reject(new SqliteError((reply as { failure: SqliteFailure }).failure));
    const call = pending.get(reply.call);
    pending.delete(reply.call);
    // An open database alone keeps no program running; an unanswered call does.
    if (!pending.size) worker.unref();
    if ("failure" in reply) call?.reject(new SqliteError(reply.failure));
    else call?.resolve(reply);
  });

  const ask = (request: Request): Promise<Answer> => {
    if (ended) return Promise.reject(ended);
    const call = ++calls;
    worker.ref();
    return new Promise((resolve, reject) => {
      pending.set(call, { resolve, reject });
      worker.postMessage({ ...request, call } satisfies SqliteCall);
    });
  };

  await opened.promise;
  worker.unref();
  const executeQuery = async <Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> => {
    const { rows, changes } = await ask({ sql, parameters: parameters as never });
    return {
      rows: rows as Row[],
      numAffectedRows: changes === undefined ? undefined : BigInt(changes),
    };
  };
  return {
    executeQuery,
    async *streamQuery<Row>(query: CompiledQuery) {
      yield await executeQuery<Row>(query);
    },
    async close() {
      if (ended) return;
      const exited = new Promise((resolve) => worker.once("exit", resolve));
      await ask({ close: true });
      worker.ref();
      await exited;
    },
  };
}
