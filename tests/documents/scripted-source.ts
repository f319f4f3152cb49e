import { ORG, type Scope } from "../../src/access/scopes.ts";
import {
  type DocumentSource,
  ResyncRequired,
  type SourceChange,
  type SourceEntry,
} from "../../src/documents/sources/source.ts";

interface Held {
  readonly text: string;
  readonly version: number;
  readonly scopes: readonly Scope[];
}

/** A source in memory whose feed, look-ups and failures a test decides. */
export interface ScriptedSource {
  readonly source: DocumentSource;
  readonly held: ReadonlyMap<string, Held>;
  /** What was asked of it: `list`, `changes <cursor>`, `find <path>`, `read <path>`. */
  readonly asked: string[];
  put(path: string, text: string, scopes?: readonly Scope[]): void;
  remove(path: string): void;
  /** Is run before everything that is asked; what it throws or waits for, the keeper meets. */
  before: (what: string) => void | Promise<void>;
  /** Cursors given out until now are too old from here on. */
  forgetCursors(): void;
}

/** @param options.pageSize changes between two cursors of the feed */
export function scriptedSource(
  name: string,
  options: { readonly changes?: boolean; readonly find?: boolean; readonly pageSize?: number } = {},
): ScriptedSource {
  const { pageSize = 10 } = options;
  const held = new Map<string, Held>();
  const log: string[] = [];
  const asked: string[] = [];
  let versions = 0;
  let oldest = 0;
  const entryOf = (path: string): SourceEntry | undefined => {
    const found = held.get(path);
    if (!found) return undefined;
    return {
      path,
      modifiedAt: new Date(1_700_000_000_000 + found.version * 1000).toISOString(),
      size: Buffer.byteLength(found.text),
      scopes: found.scopes,
      version: String(found.version),
    };
  };
  const ask = async (what: string): Promise<void> => {
    asked.push(what);
    await script.before(what);
  };
  async function* changes(cursor: string | undefined): AsyncGenerator<SourceChange> {
    await ask(`changes ${cursor}`);
    if (cursor !== undefined && Number(cursor) < oldest) throw new ResyncRequired("the cursor is too old");
    let at = Number(cursor ?? 0);
    while (at < log.length) {
      for (const path of log.slice(at, at + pageSize)) {
        const entry = entryOf(path);
        yield entry ? { kind: "changed", entry } : { kind: "removed", path };
      }
      at = Math.min(at + pageSize, log.length);
      yield { kind: "cursor", cursor: String(at) };
    }
  }
  const script: ScriptedSource = {
    held,
    asked,
    before: () => undefined,
    put(path, text, scopes = [ORG]) {
      held.set(path, { text, scopes, version: ++versions });
      log.push(path);
    },
    remove(path) {
      held.delete(path);
      log.push(path);
    },
    forgetCursors() {
      oldest = log.length + 1;
      log.push(...held.keys());
    },
    source: {
      name,
      async *list() {
        await ask("list");
        for (const path of [...held.keys()]) {
          const entry = entryOf(path);
          if (entry) yield entry;
        }
      },
      ...(options.changes ? { changes } : {}),
      ...(options.find
        ? {
            async find(path: string) {
              await ask(`find ${path}`);
              return entryOf(path);
            },
          }
        : {}),
      async read({ path }) {
        await ask(`read ${path}`);
        const found = held.get(path);
        if (!found) throw new Error("it is gone");
        return new TextEncoder().encode(found.text);
      },
    },
  };
  return script;
}
