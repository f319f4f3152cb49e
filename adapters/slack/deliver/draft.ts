import { setTimeout as sleep } from "node:timers/promises";

/** A message that shows what was released so far, where Slack cannot stream. */
export interface Draft {
  push(text: string): void;
  /** No further update; resolves when the one under way is through. */
  settle(): Promise<void>;
}

interface DraftParts {
  /** Posts the text at first, replaces it afterwards. */
  readonly show: (text: string) => Promise<void>;
  readonly firstAfterMs: number;
  readonly everyMs: number;
  /** Told when a draft could not be shown; the finished reply is sent all the same. */
  readonly failed: (error: unknown) => void;
}

/** Quick replies never show a draft: the first one waits for `firstAfterMs`. */
export function openDraft({ show, firstAfterMs, everyMs, failed }: DraftParts): Draft {
  const ending = new AbortController();
  let text = "";
  let shown = "";
  let running: Promise<void> | undefined;

  async function run(): Promise<void> {
    const pause = (ms: number) => sleep(ms, undefined, { signal: ending.signal }).catch(() => undefined);
    await pause(firstAfterMs);
    while (!ending.signal.aborted) {
      if (text !== shown) {
        const next = text;
        await show(next);
        shown = next;
      }
      await pause(everyMs);
    }
  }

  return {
    push(more) {
      text += more;
      running ??= run().catch(failed);
    },
    async settle() {
      ending.abort();
      await running;
    },
  };
}
