import type { AskId } from "../../src/conversation/ask.ts";
import type { Courier } from "../../src/conversation/courier.ts";
import type { ReplyEvent } from "../../src/conversation/reply.ts";

/** The browser's end of one ask. Once it is gone, what it is told falls on deaf ears. */
export interface Listener {
  /** The reply to this ask is on its way. */
  begin(ask: AskId): void;
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
  /** Connections that were shown sentences: should the turn be tried again, they are not shown twice. */
  const begun = new Set<string>();
  return {
    listen: (connection, listener) => void listeners.set(connection, listener),
    forget(connection) {
      listeners.delete(connection);
      begun.delete(connection);
    },
    async deliver(ask, events) {
      const address = ask.address as { readonly connection?: string } | null;
      const connection = address?.connection ?? "";
      const again = begun.has(connection);
      listeners.get(connection)?.begin(ask.id);
      for await (const event of events) {
        const listener = listeners.get(connection);
        if (!listener || (again && event.type === "sentence")) continue;
        if (event.type === "sentence") begun.add(connection);
        listener.event(event);
      }
    },
  };
}
