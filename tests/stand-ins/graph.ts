/**
 * Microsoft Graph on this machine, from its documented contract: teams, channels, members, users, drives with delta,
 * and a file server of its own that hands out bytes for short-lived addresses without asking for a token.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type GraphDrive, graphDrive } from "./graph-drive.ts";
import { notify, subscriptionAnswer } from "./graph-subscriptions.ts";
import {
  type Answer,
  type GraphChannel,
  type GraphMember,
  type GraphRequest,
  type GraphSubscription,
  type GraphUser,
  notFound,
  ok,
} from "./graph-world.ts";

export type { GraphChannel, GraphMember, GraphUser } from "./graph-world.ts";

export interface GraphStandIn {
  readonly url: string;
  readonly requests: GraphRequest[];
  /** Requests to the file server. */
  readonly downloads: { readonly path: string; readonly authorization: string | undefined }[];
  readonly teams: Map<
    string,
    { readonly members: GraphMember[]; readonly channels: Map<string, GraphChannel> }
  >;
  readonly users: Map<string, GraphUser>;
  /** Application permissions that the tenant's administrator granted. */
  readonly granted: Set<string>;
  pageSize: number;
  /** Answers in place of the service; `undefined` lets it answer. */
  refuse: (request: { method: string; path: string }) => Answer | undefined;
  /** The same for the file server. */
  refuseDownload: (path: string) => Answer | undefined;
  /** Where `/content` sends a client; the stand-in's own file server by default. */
  contentAt: (address: string) => string;
  /** Every delta and page token given so far is too old from now on. */
  expireTokens(): void;
  /** A team with its document library, whose channels' folders are in it. */
  team(id: string, members: readonly GraphMember[]): GraphDrive;
  /** A channel; private and shared ones get a drive and members of their own. */
  channel(
    team: string,
    channel: Pick<GraphChannel, "id" | "displayName" | "membershipType"> & { members?: GraphMember[] },
  ): GraphChannel;
  readonly subscriptions: Map<string, GraphSubscription>;
  /** Sends a notification for every subscription to a drive; `change` makes it a lifecycle event or a forgery. */
  notify(drive: GraphDrive, change?: object): Promise<number[]>;
  /** A pre-authenticated address for bytes, as a personal chat's attachment has. */
  share(content: string | Buffer): string;
  stop(): Promise<void>;
}

/** @param options.issued tokens that the login server gave out, with their scopes. */
export async function startGraph(options: { issued: ReadonlyMap<string, string> }): Promise<GraphStandIn> {
  const drives = new Map<string, GraphDrive>();
  const libraries = new Map<string, GraphDrive>();
  const tokens = new Map<
    string,
    { drive: string; folder: string; since?: number; rest?: object[]; now?: number }
  >();
  const tickets = new Map<string, Buffer>();
  let serial = 0;

  const tokenFor = (value: Parameters<typeof tokens.set>[1]): string => {
    const token = `token${++serial}`;
    tokens.set(token, value);
    return token;
  };

  const drive = (id: string): GraphDrive => {
    const made = graphDrive(id, `https://contoso.sharepoint.com/sites/${id}/Shared%20Documents`);
    drives.set(id, made);
    return made;
  };

  function answer(method: string, url: URL): Answer {
    const path = decodeURIComponent(url.pathname).replace(/^\/v1\.0/, "");
    const query = url.searchParams;
    const [, team, channel, part] = /^\/teams\/([^/]+)\/channels\/([^/]+)(?:\/(\w+))?$/.exec(path) ?? [];
    if (team && channel) return ofChannel(team, channel, part, url);
    const [, listed] = /^\/teams\/([^/]+)\/channels$/.exec(path) ?? [];
    if (listed)
      return need("Channel.ReadBasic.All", () =>
        ok({
          value: [...(standIn.teams.get(listed)?.channels.values() ?? [])].map(
            ({ id, displayName, membershipType }) => ({
              id,
              displayName,
              membershipType,
            }),
          ),
        }),
      );
    const [, user, relation] = /^\/users\/([^/]+)(?:\/(.+))?$/.exec(path) ?? [];
    if (user) return ofUser(user, relation);
    const [, driveId, item, action] = /^\/drives\/([^/]+)\/items\/([^/]+)(?:\/(\w+))?$/.exec(path) ?? [];
    if (driveId && item && method === "GET")
      return need("Files.Read.All", () => ofItem(drives.get(driveId), item, action, query));
    return notFound;
  }

  function ofChannel(teamId: string, id: string, part: string | undefined, url: URL): Answer {
    const team = standIn.teams.get(teamId);
    const channel = team?.channels.get(id);
    if (!team || !channel) return notFound;
    const { displayName, membershipType } = channel;
    if (!part) return need("Channel.ReadBasic.All", () => ok({ id, displayName, membershipType }));
    if (part === "filesFolder") return need("Files.Read.All", () => ok(channel.drive.item(channel.folder)));
    if (part !== "allMembers") return notFound;
    return need("ChannelMember.Read.All", () => {
      const wanted = /userId eq '([^']+)'/.exec(url.searchParams.get("$filter") ?? "")?.[1];
      const all = (channel.members ?? team.members).filter(({ userId }) => !wanted || userId === wanted);
      const from = Number(url.searchParams.get("$skiptoken") ?? 0);
      const next = new URL(url);
      next.searchParams.set("$skiptoken", String(from + standIn.pageSize));
      return ok({
        value: all.slice(from, from + standIn.pageSize).map((member, index) => ({
          "@odata.type": "#microsoft.graph.aadUserConversationMember",
          id: `membership-${from + index}`,
          ...member,
        })),
        ...(from + standIn.pageSize < all.length && { "@odata.nextLink": next.href }),
      });
    });
  }

  function ofUser(id: string, relation: string | undefined): Answer {
    const user = standIn.users.get(id);
    const groups = () =>
      user
        ? ok({ value: user.groups.map((group) => ({ "@odata.type": "#microsoft.graph.group", id: group })) })
        : notFound;
    if (relation?.startsWith("transitiveMemberOf")) return need("GroupMember.Read.All", groups);
    return need("User.Read.All", () => (user ? ok({ id, ...user, groups: undefined }) : notFound));
  }

  function ofItem(
    from: GraphDrive | undefined,
    item: string,
    action: string | undefined,
    query: URLSearchParams,
  ): Answer {
    const found = from?.item(item);
    if (action === "delta" && from) return delta(from, item, query);
    if (!from || !found) return notFound;
    if (!action) return ok(found);
    if (action === "children")
      return paged(from, item, from.children(item), undefined, `items/${item}/children`);
    if (action !== "content") return notFound;
    const ticket = `ticket${++serial}`;
    tickets.set(ticket, from.content(item) ?? Buffer.alloc(0));
    return { status: 302, headers: { location: standIn.contentAt(`${files.origin}/download/${ticket}`) } };
  }

  function delta(from: GraphDrive, folder: string, query: URLSearchParams): Answer {
    const token = query.get("token");
    const known = token ? tokens.get(token) : { drive: from.id, folder };
    if (!known || known.drive !== from.id || known.folder !== folder)
      return {
        status: 410,
        body: {
          error: {
            code: "resyncRequired",
            message: "Resync required. Replace any local items with the server's version.",
            innerError: { code: "resyncChangesApplyDifferences" },
          },
        },
        headers: { location: `${api.origin}/v1.0/drives/${from.id}/items/${folder}/delta?token=` },
      };
    if (!from.item(folder)) return notFound;
    return paged(
      from,
      folder,
      known.rest ?? from.delta(folder, known.since),
      known.now ?? from.now,
      `items/${folder}/delta`,
    );
  }

  /** One page; what is left waits under the token of the next. `now` makes it a delta. */
  function paged(
    from: GraphDrive,
    folder: string,
    items: object[],
    now: number | undefined,
    path: string,
  ): Answer {
    const rest = items.slice(standIn.pageSize);
    const at = (token: string) => `${api.origin}/v1.0/drives/${from.id}/${path}?token=${token}`;
    const key = { drive: from.id, folder };
    if (now === undefined) return ok({ value: items });
    return ok({
      value: items.slice(0, standIn.pageSize),
      ...(rest.length
        ? { "@odata.nextLink": at(tokenFor({ ...key, rest, now })) }
        : { "@odata.deltaLink": at(tokenFor({ ...key, since: now })) }),
    });
  }

  const need = (permission: string, give: () => Answer): Answer =>
    standIn.granted.has(permission)
      ? give()
      : { status: 403, body: { error: { code: "Forbidden", message: `Missing permission ${permission}` } } };

  const api = await listen(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += String(chunk);
    const url = new URL(request.url ?? "/", api.origin);
    const path = decodeURIComponent(url.pathname);
    const { method = "GET" } = request;
    const { authorization } = request.headers;
    const scope = options.issued.get(authorization?.replace(/^Bearer /, "") ?? "");
    const given =
      scope === "https://graph.microsoft.com/.default"
        ? (standIn.refuse({ method, path }) ??
          (path.startsWith("/v1.0/subscriptions")
            ? await subscriptionAnswer({ method, path: path.replace("/v1.0", ""), body }, standIn)
            : answer(method, url)))
        : {
            status: 401,
            body: { error: { code: "InvalidAuthenticationToken", message: "Access token is empty." } },
          };
    standIn.requests.push({ method, path, authorization, status: given.status });
    write(response, given);
  });
  const files = await listen((request, response) => {
    const path = request.url ?? "/";
    standIn.downloads.push({ path, authorization: request.headers.authorization });
    const refusal = standIn.refuseDownload(path);
    const bytes = tickets.get(path.replace("/download/", ""));
    if (refusal) write(response, refusal);
    else if (!bytes) write(response, { status: 404 });
    else response.writeHead(200, { "content-type": "application/octet-stream" }).end(bytes);
  });

  const standIn: GraphStandIn = {
    url: api.origin,
    requests: [],
    downloads: [],
    teams: new Map(),
    users: new Map(),
    granted: new Set([
      "Channel.ReadBasic.All",
      "ChannelMember.Read.All",
      "Files.Read.All",
      "GroupMember.Read.All",
      "User.Read.All",
    ]),
    pageSize: 3,
    refuse: () => undefined,
    refuseDownload: () => undefined,
    contentAt: (address) => address,
    expireTokens: () => tokens.clear(),
    team(id, members) {
      standIn.teams.set(id, { members: [...members], channels: new Map() });
      const library = drive(`b!${id}`);
      libraries.set(id, library);
      return library;
    },
    channel(team, { id, displayName, membershipType, members }) {
      const own = membershipType === "standard" ? libraries.get(team) : drive(`b!${team}-${displayName}`);
      const owner = standIn.teams.get(team);
      if (!own || !owner) throw new Error(`there is no team ${team}`);
      const made = { id, displayName, membershipType, members, drive: own, folder: own.folder(displayName) };
      owner.channels.set(id, made);
      return made;
    },
    subscriptions: new Map(),
    notify: ({ id }, change) => notify(standIn.subscriptions, `/drives/${id}/root`, change),
    share(content) {
      const ticket = `ticket${++serial}`;
      tickets.set(ticket, Buffer.from(content));
      return `${files.origin}/download/${ticket}`;
    },
    async stop() {
      await Promise.all([api.close(), files.close()]);
    },
  };
  return standIn;
}

function write(response: ServerResponse, { status, body, headers = {} }: Answer): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(body === undefined ? "" : JSON.stringify(body));
}

async function listen(handle: (request: IncomingMessage, response: ServerResponse) => void | Promise<void>) {
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      await new Promise<void>((closed) => server.close(() => closed()));
    },
  };
}
