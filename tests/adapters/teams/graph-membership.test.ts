import { connectGraph } from "../../../adapters/teams/graph.ts";
import { graphMembership } from "../../../adapters/teams/membership/graph-membership.ts";
import {
  type ChannelRecord,
  type MembershipSource,
  type PersonRecord,
  TO_SEARCH,
  TO_SHOW,
} from "../../../src/access/membership.ts";
import { channelId, personId } from "../../../src/access/scopes.ts";
import { type BotFramework, startBotFramework } from "../../stand-ins/bot-framework.ts";
import { type GraphMember, type GraphStandIn, type GraphUser, startGraph } from "../../stand-ins/graph.ts";
import { APP_ID, TENANT } from "../../stand-ins/teams-docent.ts";

const TEAM = "aaaaaaaa-1111-2222-3333-444444444444";
const ID = "00000000-0000-0000-0000-000000000001";
const ANA = personId(`teams:${ID}`);
const GENERAL = channelId("teams:19:general@thread.tacv2");
const SHARED = channelId("teams:19:shared@thread.tacv2");
const ELSEWHERE = channelId("teams:19:elsewhere@thread.tacv2");
const ana: GraphMember = { userId: ID, displayName: "Ana", tenantId: TENANT, roles: ["owner"] };
const account: GraphUser = {
  displayName: "Ana",
  userType: "Member",
  accountEnabled: true,
  groups: ["group-a", "group-b"],
};

let microsoft: BotFramework;
let graph: GraphStandIn;
let seen: PersonRecord | undefined;
let seenChannel: ChannelRecord | undefined;
let failures: unknown[];
let source: MembershipSource;
let clock: { now: number };
/** When nothing counts any more that was said until now. */
const later = () => {
  clock.now += TO_SEARCH.maxAgeMs + 1;
};

beforeEach(async () => {
  microsoft = await startBotFramework({ appId: APP_ID });
  graph = await startGraph({ issued: microsoft.issued });
  graph.team(TEAM, [ana]);
  const channels = [GENERAL, SHARED].map((channel) => ({
    channel,
    team: TEAM,
    teamThread: "19:t",
    name: "A channel",
  }));
  graph.channel(TEAM, { id: GENERAL.slice(6), displayName: "General", membershipType: "standard" });
  graph.channel(TEAM, { id: SHARED.slice(6), displayName: "Shared", membershipType: "shared", members: [] });
  graph.users.set(ID, { ...account });
  [seen, seenChannel, failures, clock] = [undefined, undefined, [], { now: 1_000_000 }];
  source = graphMembership({
    graph: connectGraph({
      app: { id: APP_ID, secret: "secret", tenant: TENANT },
      apiUrl: graph.url,
      loginUrl: microsoft.loginUrl,
      retryBaseMs: 5,
    }),
    files: { indexed: () => channels, channel: (id) => channels.find(({ channel }) => channel === id) },
    roster: { person: async () => seen, channel: async () => seenChannel, invalidate: () => undefined },
    now: () => clock.now,
    tenant: TENANT,
    onFailure: (_id, error) => failures.push(error),
  });
});
afterEach(async () => {
  await graph.stop();
  await microsoft.stop();
});

const record = (change: Partial<PersonRecord> = {}): PersonRecord => ({
  person: ANA,
  name: "Ana",
  standing: "member",
  channels: [],
  groups: [],
  ...change,
});
const membersOf = (channel: string): GraphMember[] => {
  const found = graph.teams.get(TEAM)?.channels.get(channel.slice(6));
  return (found?.members ?? graph.teams.get(TEAM)?.members) as GraphMember[];
};

test("a member with their indexed channels and, through nesting, their groups", async () => {
  expect(await source.person(ANA, TO_SHOW)).toMatchObject({
    name: "Ana",
    standing: "member",
    channels: [GENERAL],
    groups: ["group-a", "group-b"],
  });
});

test("what Graph says of an indexed channel counts, the roster for the others", async () => {
  seen = record({ channels: [SHARED, ELSEWHERE] });
  expect((await source.person(ANA, TO_SHOW))?.channels).toEqual([GENERAL, ELSEWHERE]);
});

test("a channel that cannot be asked now is left out", async () => {
  seen = record({ channels: [GENERAL] });
  graph.refuse = ({ path }) => (path.includes("general") ? { status: 500 } : undefined);
  expect((await source.person(ANA, TO_SHOW))?.channels).toEqual([]);
  expect(failures).toHaveLength(1);
});

test("members are looked for on every page", async () => {
  const others = [2, 3, 4, 5, 6, 7].map((n) => ({
    ...ana,
    userId: `00000000-0000-0000-0000-00000000000${n}`,
  }));
  membersOf(GENERAL).unshift(...others);
  expect((await source.person(ANA, TO_SHOW))?.channels).toEqual([GENERAL]);
});

test.each<[string, Partial<GraphUser>, Partial<GraphMember>, string]>([
  ["a guest account", { userType: "Guest" }, {}, "guest"],
  ["a guest of the team", {}, { roles: ["guest"] }, "guest"],
  ["a blocked account", { accountEnabled: false }, {}, "deactivated"],
  ["a blocked guest", { accountEnabled: false, userType: "Guest" }, {}, "deactivated"],
])("%s is known as that", async (_name, user, member, standing) => {
  graph.users.set(ID, { ...account, ...user });
  membersOf(GENERAL)[0] = { ...ana, ...member };
  expect(await source.person(ANA, TO_SHOW)).toMatchObject({ standing });
});

test("who is not in the directory works elsewhere, or no longer here", async () => {
  graph.users.delete(ID);
  expect(await source.person(ANA, TO_SHOW)).toMatchObject({ standing: "deactivated" });
  membersOf(GENERAL).length = 0;
  later();
  membersOf(SHARED).push({ ...ana, tenantId: "another" });
  expect(await source.person(ANA, TO_SHOW)).toMatchObject({
    standing: "external",
    channels: [SHARED],
    groups: [],
  });
  membersOf(SHARED).length = 0;
  later();
  expect(await source.person(ANA, TO_SHOW)).toBeUndefined();
});

test("without permission for users and groups the channels say who somebody is", async () => {
  graph.granted.delete("User.Read.All");
  expect(await source.person(ANA, TO_SHOW)).toMatchObject({ standing: "member", groups: [] });
  graph.granted.add("User.Read.All");
  later();
  graph.granted.delete("GroupMember.Read.All");
  expect(await source.person(ANA, TO_SHOW)).toMatchObject({ standing: "member", groups: [] });
});

test("without permission for members the roster has to do", async () => {
  graph.granted.delete("ChannelMember.Read.All");
  seen = record({ channels: [GENERAL] });
  seenChannel = { channel: GENERAL, name: "", hasOutsiders: true };
  expect((await source.person(ANA, TO_SHOW))?.channels).toEqual([GENERAL]);
  expect(await source.channel(GENERAL, TO_SHOW)).toBe(seenChannel);
});

test("when the directory cannot be asked that is said, not guessed", async () => {
  graph.refuse = ({ path }) => (path.includes("/users/") ? { status: 500 } : undefined);
  await expect(source.person(ANA, TO_SHOW)).rejects.toThrow();
});

test("an id that the directory cannot know is left to the roster", async () => {
  seen = record({ person: personId("teams:29:abc") });
  expect(await source.person(personId("teams:29:abc'eq'"), TO_SHOW)).toBe(seen);
  expect(graph.requests).toEqual([]);
});

test.each<[Partial<GraphMember>, boolean]>([
  [{}, false],
  [{ roles: ["guest"] }, true],
  [{ tenantId: "another" }, true],
  [{ tenantId: "" }, true],
])("a channel with %j in it has outsiders: %s", async (change, hasOutsiders) => {
  const others = [2, 3, 4, 5].map((n) => ({ ...ana, userId: `00000000-0000-0000-0000-00000000000${n}` }));
  membersOf(SHARED).push(...others, { ...ana, ...change });
  expect(await source.channel(SHARED, TO_SHOW)).toMatchObject({
    channel: SHARED,
    name: "A channel",
    hasOutsiders,
  });
});

test("a channel that is gone, or cannot be asked, is unknown", async () => {
  graph.teams.get(TEAM)?.channels.delete(GENERAL.slice(6));
  expect(await source.channel(GENERAL, TO_SHOW)).toBeUndefined();
  graph.refuse = () => ({ status: 503, headers: { "retry-after": "60" } });
  await expect(source.channel(SHARED, TO_SHOW)).rejects.toThrow();
});

test("a channel that Docent does not index is left to the roster", async () => {
  seenChannel = { channel: ELSEWHERE, name: "", hasOutsiders: false };
  expect(await source.channel(ELSEWHERE, TO_SHOW)).toBe(seenChannel);
});
