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
  const database = await openThread(options.file, options.busyTimeoutMs ?? DEFAULT_BUSY_TIMEOUT_MS);
  return {
    createAdapter: () => new ConcurrentSqliteAdapter(),
    createDriver: () => createDriver(database),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

/**
 * SQLite as Kysely does not expect it: schema changes can be rolled back, so all migrations run in one transaction;
 * and statements may be sent side by side, so that those of one moment share a commit (the driver below keeps
 * transactions apart).
 */
class ConcurrentSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }

  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

/** There is one real connection; a transaction has it to itself while everything else waits. */
function createDriver(database: Thread): Driver {
  let transaction:
    | { readonly of: DatabaseConnection; readonly ended: PromiseWithResolvers<void> }
    | undefined;

  /** Nothing may be awaited between this being false and what follows: several wait for the same end. */
  const isOthersTurn = (connection: DatabaseConnection) =>
    transaction !== undefined && transaction.of !== connection;
  const run = async (sql: string) => void (await database.execute(CompiledQuery.raw(sql)));
  const end = async (sql: "commit" | "rollback") => {
    try {
      await run(sql);
    } catch (error) {
      // A commit that fails may leave the transaction open, and with it everybody else's writes inside.
      if (sql === "commit") await run("rollback").catch(() => undefined);
      throw error;
    } finally {
      const ended = transaction?.ended;
      transaction = undefined;
      ended?.resolve();
    }
  };
  const connect = (): DatabaseConnection => {
    const connection: DatabaseConnection = {
      async executeQuery<Row>(query: CompiledQuery) {
        while (isOthersTurn(connection)) await transaction?.ended.promise;
        return database.execute<Row>(query);
      },
      async *streamQuery<Row>(query: CompiledQuery) {
        yield await connection.executeQuery<Row>(query);
      },
    };
    return connection;
  };
  return {
    init: async () => undefined,
    acquireConnection: async () => connect(),
    releaseConnection: async () => undefined,
    async beginTransaction(connection) {
      while (isOthersTurn(connection)) await transaction?.ended.promise;
      transaction = { of: connection, ended: Promise.withResolvers() };
      try {
        // A deferred transaction that reads first and writes later fails at once when another process wrote in
        // between; taking the write lock at the start waits for it instead.
        await run("begin immediate");
      } catch (error) {
        transaction.ended.resolve();
        transaction = undefined;
        throw error;
      }
    },
    commitTransaction: () => end("commit"),
    rollbackTransaction: () => end("rollback"),
    destroy: () => database.close(),
  };
}

interface Thread {
  execute<Row>(query: CompiledQuery): Promise<QueryResult<Row>>;
  close(): Promise<void>;
}

type Answer = Extract<SqliteReply, { rows: unknown[] }>;
type Request<Call = SqliteCall> = Call extends unknown ? Omit<Call, "call"> : never;

async function openThread(file: string, busyTimeoutMs: number): Promise<Thread> {
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
  return {
    async execute<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
      const { rows, changes } = await ask({ sql, parameters: parameters as never });
      return { rows: rows as Row[], numAffectedRows: changes === undefined ? undefined : BigInt(changes) };
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
