import { randomUUID } from "node:crypto";
import type { Ask, AskId } from "../../src/conversation/ask.ts";
import type { Courier } from "../../src/conversation/courier.ts";
import type { Notices } from "../../src/conversation/notices.ts";
import type { ReplyEvent } from "../../src/conversation/reply.ts";
import type { Visitor } from "./visitor.ts";

/** The browser's end of one ask. Once it is gone, what it is told falls on deaf ears. */
export interface Listener {
  /** The reply to this ask is on its way. */
  begin(ask: AskId): void;
  event(event: ReplyEvent): void;
}

/** An open page, and who looks at it. */
export interface Tab {
  readonly visitor: Visitor;
  /** A reply is not what it was. */
  amended(ask: AskId): void;
  /** There is something new to say to the visitor. */
  told(): void;
}

export interface WebCourier extends Courier {
  /** Connects an open request to the ask whose address carries `connection`. */
  listen(connection: string, listener: Listener): void;
  forget(connection: string): void;
  /** Connects an open page until the returned function is called. */
  open(tab: Tab): () => void;
}

/**
 * Brings replies to open browser connections. A reply whose connection is gone (the tab was closed, the server was
 * restarted) still runs to its end: it stands in the ledger, where the console finds it again by its id. So does one
 * whose sources moved: open pages are told to fetch it again.
 */
export function createWebCourier(notices: Notices): WebCourier {
  const listeners = new Map<string, Listener>();
  /** Connections that were shown sentences: should the turn be tried again, they are not shown twice. */
  const begun = new Set<string>();
  const tabs = new Set<Tab>();
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
    open(tab) {
      tabs.add(tab);
      return () => void tabs.delete(tab);
    },
    async amend(ask) {
      for (const tab of tabs) if (mayHear(tab.visitor, ask)) tab.amended(ask.id);
    },
    async tell(person, text, note) {
      const id = typeof note?.handle === "string" ? note.handle : randomUUID();
      await note?.remember(id);
      await notices.add(person, text, id);
      for (const tab of tabs) if (tab.visitor.person === person) tab.told();
    },
  };
}

/** Which reply it is; whether they may read it is checked when they fetch it. */
const mayHear = ({ person, channel }: Visitor, { person: asker, audience }: Ask): boolean =>
  person === asker || (audience.kind === "channel" && audience.channel === channel);
