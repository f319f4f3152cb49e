/** Who is at the other end of a web request, and whether the request may be served at all. */
import type { Request } from "express";
import { type LocalDirectory, MACHINE_OWNER } from "../../src/access/local-directory.ts";
import { type ChannelId, channelId, type PersonId, personId, ScopeError } from "../../src/access/scopes.ts";
import type { Settings } from "../../src/config.ts";

/** Why a request is not served; `remedy` is part of the message. */
export class Refusal extends Error {
  override name = "Refusal";
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** What tunnels and proxies add: many of them rewrite the Host header to localhost, and then only these give them away. */
const FORWARDING = [
  "forwarded",
  "x-forwarded-for",
  "x-forwarded-host",
  "x-real-ip",
  "cf-connecting-ip",
  "via",
];
const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * Keeps other web sites and tunnels out of a console that asks for no password. In local mode the request must name
 * this machine (which defeats DNS rebinding, and a tunnel opened for Slack does not publish the console); a request
 * that another site's page sends is refused in every mode.
 * @throws {Refusal}
 */
export function assertSameSite(request: Request, settings: Settings): void {
  const host = (request.headers.host ?? "").toLowerCase();
  const isHere =
    LOOPBACK.has(host.replace(/:\d+$/, "")) && !FORWARDING.some((name) => name in request.headers);
  if (settings.DOCENT_MODE === "local" && !isHere) {
    throw new Refusal(
      403,
      "In local mode the console answers this machine only: open it as http://localhost, or set DOCENT_MODE=production.",
    );
  }
  // Pages and reading are open to links from anywhere; what they return stays unreadable to other sites' scripts.
  if (request.method === "GET" || request.method === "HEAD") return;
  if (!isOwnPage(request, host)) throw new Refusal(403, "This request came from another web site's page.");
}

/** Whether the request comes from this server's own page, or from no page at all (curl, a script). */
function isOwnPage({ headers }: Request, host: string): boolean {
  // What browsers say of themselves holds also behind a proxy that changes the Host header.
  const site = headers["sec-fetch-site"];
  if (site !== undefined) return site === "same-origin" || site === "none";
  return headers.origin === undefined || URL.parse(headers.origin)?.host === host;
}

export interface Visitor {
  readonly person: PersonId;
  /** Where they ask: a channel, or privately when absent. */
  readonly channel?: ChannelId;
}

interface Named {
  readonly person?: string;
  readonly channel?: string;
}

/**
 * Who asks. Local mode: whoever the request names ("ask as"), otherwise the owner of the machine. Production: the
 * person whom the sign-in proxy names, and nobody else.
 * @throws {Refusal} when the person or channel is unknown, or nobody is signed in.
 */
export function visitorOf(
  request: Request,
  named: Named,
  settings: Settings,
  directory: LocalDirectory,
): Visitor {
  if (settings.DOCENT_MODE === "production") {
    if (named.person || named.channel)
      throw new Refusal(403, "Asking as somebody else is possible in local mode only.");
    return { person: signedIn(request, settings, directory) };
  }
  const person = named.person ? local(named.person, personId) : MACHINE_OWNER;
  if (!directory.people.some(({ id }) => id === person)) {
    throw new Refusal(
      404,
      `Nobody here is called ${named.person}: declare people in the documents folder's docent.json.`,
    );
  }
  if (!named.channel) return { person };
  const id = local(named.channel, channelId);
  const channel = directory.channels.find((known) => known.id === id);
  if (!channel) {
    throw new Refusal(
      404,
      `No channel is called ${named.channel}: declare channels in the documents folder's docent.json.`,
    );
  }
  if (!channel.members.includes(person)) {
    throw new Refusal(
      403,
      `This person is not in ${channel.name}: choose a channel they are in, or ask privately.`,
    );
  }
  return { person, channel: id };
}

function signedIn(request: Request, settings: Settings, directory: LocalDirectory): PersonId {
  const header = settings.DOCENT_IDENTITY_HEADER;
  if (!header) {
    throw new Refusal(
      401,
      "The console is closed in production until DOCENT_IDENTITY_HEADER names the header of a sign-in proxy.",
    );
  }
  // Google's proxy writes "accounts.google.com:ana@example.com"; others write the address alone.
  const address = request.get(header)?.split(":").at(-1)?.trim().toLowerCase();
  if (!address || /\s/.test(address))
    throw new Refusal(401, "Nobody is signed in: open Docent through its sign-in proxy.");
  const person = personId(`local:${address}`);
  directory.add({ people: [{ id: person, name: address }], channels: [] });
  return person;
}

/** "ana" and "local:ana" both name Ana. */
function local<Id>(name: string, read: (text: string) => Id): Id {
  try {
    return read(name.includes(":") ? name : `local:${name}`);
  } catch (error) {
    if (error instanceof ScopeError) throw new Refusal(400, error.message);
    throw error;
  }
}
