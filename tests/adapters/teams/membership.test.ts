import { TO_SEARCH, TO_SHOW } from "../../../src/access/membership.ts";
import { channelId, personId } from "../../../src/access/scopes.ts";
import {
  inChannel,
  message,
  startTeamsDocent,
  TENANT,
  type TeamsDocent,
} from "../../stand-ins/teams-docent.ts";

const ANA = personId("teams:ana-object-id");
const GENERAL = channelId("teams:19:general@thread.tacv2");
const CHAT = "a:chat-with-ana";
const CHANNEL = "19:general@thread.tacv2";

let docent: TeamsDocent;
beforeEach(async () => {
  docent = await startTeamsDocent();
});
afterEach(() => docent.stop());

const source = () => {
  const { membership } = docent.teams;
  if (!membership) throw new Error("Teams has a membership source");
  return membership.source;
};
const member = (change: object = {}) => ({
  id: "29:ana",
  aadObjectId: "ana-object-id",
  name: "Ana",
  tenantId: TENANT,
  userRole: "user",
  ...change,
});
/** When nothing counts any more that was said until now. */
const later = () => {
  docent.clock.aheadMs += TO_SEARCH.maxAgeMs + 1;
};
const meet = async () => {
  await docent.post(message(docent.microsoft));
  await docent.post(message(docent.microsoft, { ...inChannel, id: "2" }));
  await docent.turns.settled();
};

test("a person reads the channels where Docent met them and the roster still names them", async () => {
  await meet();
  docent.microsoft.rosters.set(CHAT, [member()]);
  docent.microsoft.rosters.set(CHANNEL, [member()]);
  expect(await source().person(ANA, TO_SHOW)).toMatchObject({
    name: "Ana",
    standing: "member",
    channels: [GENERAL],
  });
  docent.microsoft.rosters.set(CHANNEL, []);
  later();
  expect(await source().person(ANA, TO_SHOW)).toMatchObject({ standing: "member", channels: [] });
});

test("a channel that cannot be checked now is left out, the others stay", async () => {
  await meet();
  docent.microsoft.rosters.set(CHAT, [member()]);
  docent.microsoft.rosters.set(CHANNEL, [member()]);
  docent.microsoft.refuse = ({ path }) => (path.includes("general") ? { status: 500 } : undefined);
  expect(await source().person(ANA, TO_SHOW)).toMatchObject({ standing: "member", channels: [] });
});

test("nobody is known whom Docent never met, or whom no roster names", async () => {
  expect(await source().person(personId("teams:stranger"), TO_SHOW)).toBeUndefined();
  await meet();
  expect(await source().person(ANA, TO_SHOW)).toBeUndefined();
});

test("when nothing can be checked that is said, not guessed", async () => {
  await meet();
  docent.microsoft.refuse = () => ({ status: 500 });
  await expect(source().person(ANA, TO_SHOW)).rejects.toThrow();
});

test.each([
  [{}, "member"],
  [{ userRole: "guest" }, "guest"],
  [{ tenantId: "another" }, "external"],
  [{ tenantId: undefined }, "external"],
  [{ userRole: "anonymous" }, "external"],
])("%j is %s", async (change, standing) => {
  await meet();
  docent.microsoft.rosters.set(CHAT, [member(change)]);
  expect(await source().person(ANA, TO_SHOW)).toMatchObject({ standing });
});

test("a guest anywhere is a guest everywhere", async () => {
  await meet();
  docent.microsoft.rosters.set(CHAT, [member()]);
  docent.microsoft.rosters.set(CHANNEL, [member({ userRole: "guest" })]);
  expect(await source().person(ANA, TO_SHOW)).toMatchObject({ standing: "guest" });
});

test("a channel has outsiders when one is on any page of its roster", async () => {
  await meet();
  const people = [1, 2, 3, 4].map((n) => member({ id: `29:${n}`, aadObjectId: `${n}` }));
  docent.microsoft.rosters.set(CHANNEL, people);
  expect(await source().channel(GENERAL, TO_SHOW)).toMatchObject({ channel: GENERAL, hasOutsiders: false });
  later();
  docent.microsoft.rosters.set(CHANNEL, [...people, member({ id: "29:5", tenantId: "partner" })]);
  expect(await source().channel(GENERAL, TO_SHOW)).toMatchObject({ hasOutsiders: true });
});

test("a channel that Docent never saw is unknown", async () => {
  expect(await source().channel(channelId("teams:19:other@thread.tacv2"), TO_SHOW)).toBeUndefined();
});

test("what was seen survives a restart", async () => {
  await meet();
  docent.microsoft.rosters.set(CHAT, [member()]);
  docent.microsoft.rosters.set(CHANNEL, [member()]);
  const again = await startTeamsDocent({ microsoft: docent.microsoft, folder: docent.folder });
  expect(await again.teams.membership?.source.person(ANA, TO_SHOW)).toMatchObject({ channels: [GENERAL] });
  await again.stop();
});

test("in the Agents Playground whoever is at this machine works here", async () => {
  const playground = await startTeamsDocent({
    settings: { TEAMS_APP_ID: "", TEAMS_APP_PASSWORD: "", TEAMS_TENANT_ID: "" },
  });
  await playground.post(message(playground.microsoft, inChannel), null);
  expect(await playground.teams.membership?.source.person(ANA, TO_SHOW)).toMatchObject({
    standing: "member",
    channels: [GENERAL],
  });
  expect(await playground.teams.membership?.source.channel(GENERAL, TO_SHOW)).toMatchObject({
    hasOutsiders: false,
  });
  await playground.stop();
});
