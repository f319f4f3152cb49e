import { slackLimits } from "../../../adapters/slack/limits.ts";
import { TO_SHOW } from "../../../src/access/membership.ts";
import { channelId, personId } from "../../../src/access/scopes.ts";
import { eventCallback } from "../../stand-ins/slack-requests.ts";
import { type Bench, openBench } from "./slack-bench.ts";

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

const source = () =>
  bench.surface.membership?.source as NonNullable<Bench["surface"]["membership"]>["source"];
const person = (id: string) => source().person(personId(`slack:${id}`), TO_SHOW);
const channel = (id: string) => source().channel(channelId(`slack:${id}`), TO_SHOW);

test("a member has a name, their channels over all pages, and their groups by id", async () => {
  bench.slack.pageSize = 2;
  for (const id of ["C2", "C3", "C4"]) bench.slack.addChannel(id, ["U1"]);
  bench.slack.addChannel("C5", ["U1"], { isPrivate: true, withoutBot: true });
  bench.slack.groups.set("S1", ["U1", "U2"]);
  bench.slack.groups.set("S2", ["U2"]);
  expect(await person("U1")).toMatchObject({
    person: "slack:U1",
    name: "Ana",
    standing: "member",
    channels: ["slack:C1", "slack:C2", "slack:C3", "slack:C4"],
    groups: ["slack:S1"],
  });
});

test("guests, external and deactivated people are told apart; strangers are unknown", async () => {
  bench.slack.addPerson("U3", { isGuest: true });
  bench.slack.addPerson("U4", { team: "T0000ELSE" });
  bench.slack.addPerson("U5", { isDeleted: true });
  expect((await person("U3"))?.standing).toBe("guest");
  expect((await person("U4"))?.standing).toBe("external");
  expect(await person("U5")).toMatchObject({ standing: "deactivated", channels: [], groups: [] });
  expect(await person("U9")).toBeUndefined();
});

test("a workspace that grants no user groups has none", async () => {
  bench.slack.groups.set("S1", ["U1"]);
  bench.slack.always("usergroups.list", { error: "missing_scope" });
  expect((await person("U1"))?.groups).toEqual([]);
});

test("who joins a user group reads its documents at once, and whoever leaves no longer does", async () => {
  bench.slack.groups.set("S1", ["U1"]);
  expect((await person("U2"))?.groups).toEqual([]);
  bench.slack.groups.set("S1", ["U2"]);
  await bench.send(
    eventCallback(bench.slack, { type: "subteam_members_changed", subteam_id: "S1", event_ts: "1.1" }),
  );
  expect((await person("U2"))?.groups).toEqual(["slack:S1"]);
  expect((await person("U1"))?.groups).toEqual([]);
});

test("somebody who has left is no outsider", async () => {
  bench.slack.addPerson("U3", { isDeleted: true });
  bench.slack.addChannel("C2", ["U1", "U3"]);
  expect((await channel("C2"))?.hasOutsiders).toBe(false);
});

test("an error is not mistaken for an empty answer", async () => {
  bench.slack.always("users.conversations", { error: "internal_error" });
  await expect(person("U1")).rejects.toThrow("internal_error");
});

test("a channel of members only has no outsiders", async () => {
  expect(await channel("C1")).toMatchObject({ channel: "slack:C1", hasOutsiders: false });
});

test.each([
  ["a guest", { isGuest: true }],
  ["somebody of another organisation", { team: "T0000ELSE" }],
])("%s makes a channel one with outsiders, on any page", async (_, change) => {
  bench.slack.pageSize = 1;
  bench.slack.addPerson("U3", change);
  bench.slack.addChannel("C2", ["U1", "U2", "U3"]);
  expect((await channel("C2"))?.hasOutsiders).toBe(true);
});

test("a channel shared with another organisation has outsiders; so has one of unknown members", async () => {
  bench.slack.addChannel("C2", ["U1"], { isShared: true });
  bench.slack.addChannel("C3", ["U1", "UGHOST"]);
  expect((await channel("C2"))?.hasOutsiders).toBe(true);
  expect((await channel("C3"))?.hasOutsiders).toBe(true);
});

test("a channel that Docent cannot see is unknown", async () => {
  bench.slack.addChannel("C2", ["U1"], { isPrivate: true, withoutBot: true });
  expect(await channel("C2")).toBeUndefined();
  expect(await channel("C404")).toBeUndefined();
});

test("whoever becomes a guest is noticed at once", async () => {
  expect((await channel("C1"))?.hasOutsiders).toBe(false);
  bench.slack.addPerson("U2", { isGuest: true });
  await bench.send(
    eventCallback(bench.slack, { type: "user_change", user: { id: "U2" }, cache_ts: 1, event_ts: "1.1" }),
  );
  expect(bench.changed).toEqual(["slack:U2"]);
  expect((await channel("C1"))?.hasOutsiders).toBe(true);
});

test("somebody's new status is no reason to list everybody again", async () => {
  await channel("C1");
  await bench.send(eventCallback(bench.slack, { type: "user_change", user: { id: "U2" }, event_ts: "1.1" }));
  expect((await channel("C1"))?.hasOutsiders).toBe(false);
  expect(bench.slack.callsTo("users.list")).toHaveLength(1);
  expect(bench.slack.callsTo("users.info").map(({ given }) => given.user)).toEqual(["U2"]);
});

test("when many people ask, all are listed at once, and whoever changed since is asked for alone", async () => {
  const many = Array.from({ length: slackLimits.usersInfoPerMinute + 10 }, (_, n) => `UM${n}`);
  for (const id of many) bench.slack.addPerson(id);
  for (const id of many) expect((await person(id))?.standing).toBe("member");
  expect(bench.slack.callsTo("users.info")).toHaveLength(slackLimits.usersInfoPerMinute);
  expect(bench.slack.callsTo("users.list")).toHaveLength(1);
  const last = many.at(-1) as string;
  bench.slack.addPerson(last, { isGuest: true });
  await bench.send(eventCallback(bench.slack, { type: "user_change", user: { id: last }, event_ts: "1.1" }));
  expect((await person(last))?.standing).toBe("guest");
  bench.slack.addPerson("UM0", { isDeleted: true });
  bench.clock.aheadMs = slackLimits.busyMaxAgeMs + 1;
  expect((await person("UM0"))?.standing).toBe("deactivated");
});

test.each([
  [{ type: "member_joined_channel", user: "U1", channel: "C1" }, ["slack:C1", "slack:U1"]],
  [{ type: "member_left_channel", user: "U1", channel: "C1" }, ["slack:C1", "slack:U1"]],
  [{ type: "channel_archive", user: "U1", channel: "C1" }, ["slack:C1", "slack:U1"]],
  [{ type: "channel_shared", connected_team_id: "T2", channel: "C1" }, ["slack:C1"]],
  [
    { type: "subteam_members_changed", subteam_id: "S1", added_users: ["U1"], removed_users: ["U2"] },
    ["slack:U1", "slack:U2", "slack:S1"],
  ],
  [{ type: "subteam_created", subteam: { id: "S1" } }, ["slack:S1"]],
  [{ type: "channel_left", actor_id: "U1", channel: "C1" }, ["slack:C1"]],
  [{ type: "group_left", channel: "C1" }, ["slack:C1"]],
  [{ type: "channel_id_changed", old_channel_id: "G1", new_channel_id: "C1" }, ["slack:C1", "slack:G1"]],
])("$type is passed on", async (event, changed) => {
  expect((await bench.send(eventCallback(bench.slack, { ...event, event_ts: "1.1" }))).status).toBe(200);
  expect(bench.changed).toEqual(changed);
});
