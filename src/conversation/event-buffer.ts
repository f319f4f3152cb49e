/** Reply events between the turn that makes them and the courier that carries them, each at its own pace. */
import type { ReplyEvent } from "./reply.ts";

export interface EventBuffer {
  push(event: ReplyEvent): void;
  /** Ends the events, as an error when one is given. */
  end(error?: unknown): void;
  /** Everything pushed so far and from now on; for one reader. */
  readonly events: AsyncIterable<ReplyEvent>;
}

/** An unbounded buffer: a reply is small, and a turn must not wait for a platform that allows one edit a second. */
export function createEventBuffer(): EventBuffer {
  const pending: ReplyEvent[] = [];
  let ended: { readonly error?: unknown } | undefined;
  let wake = Promise.withResolvers<void>();

  async function* read(): AsyncGenerator<ReplyEvent> {
    for (;;) {
      const next = pending.shift();
      if (next) yield next;
      else if (!ended) await wake.promise;
      else if (ended.error !== undefined) throw ended.error;
      else return;
    }
  }
  const signal = () => {
    wake.resolve();
    wake = Promise.withResolvers();
  };
  return {
    push: (event) => {
      pending.push(event);
      signal();
    },
    end: (error) => {
      ended = { error };
      signal();
    },
    events: read(),
  };
}
