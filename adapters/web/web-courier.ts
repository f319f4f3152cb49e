import type { Courier } from "../../src/conversation/courier.ts";
import type { ReplyEvent } from "../../src/conversation/reply.ts";

/** Takes events as they come; `closed` when the person went away. */
export interface Listener {
  readonly closed: boolean;
  event(event: ReplyEvent): void;
}

export interface WebCourier extends Courier {
  /** Connects an open request to the ask whose address carries `connection`. */
  listen(connection: string, listener: Listener): void;
  forget(connection: string): void;
}

/**
 * Brings replies to open browser connections. A reply whose connection is gone (the tab was closed, the server was
 * restarted) still runs to its end: it stands in the ledger, where the console finds it again by its id.
 */
export function createWebCourier(): WebCourier {
  const listeners = new Map<string, Listener>();
  return {
    listen: (connection, listener) => void listeners.set(connection, listener),
    forget: (connection) => void listeners.delete(connection),
    async deliver(ask, events) {
      const address = ask.address as { readonly connection?: string } | null;
      const listener = address?.connection ? listeners.get(address.connection) : undefined;
      for await (const event of events) if (listener && !listener.closed) listener.event(event);
    },
  };
}
