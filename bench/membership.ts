/**
 * `node bench/membership.ts`: what a busy workspace costs in calls to Slack, minute by minute, against what Slack
 * allows. The adapter's real membership asks the stand-in's methods; the clock is the bench's own.
 */
import { confirmedFor, readableBy } from "../src/access/audience.ts";
import { createMembership } from "../src/access/create-membership.ts";
import { channelId, personId, scope } from "../src/access/scopes.ts";
import { slackMembership } from "../tests/stand-ins/slack-membership.ts";
import { printTable } from "./measure.ts";

const PEOPLE = 1_000;
const ASKERS = 200;
const CHANNELS = 30;
const ASKS_PER_MINUTE = 600;
const MINUTES = 12;
/** Slack's tiers of these methods at docs.slack.dev: calls a minute and workspace. */
const ALLOWED: Readonly<Record<string, number>> = {
  "users.info": 100,
  "users.list": 20,
  "users.conversations": 50,
  "conversations.members": 100,
  "conversations.info": 50,
  "usergroups.list": 20,
};

const clock = { now: 1_800_000_000_000 };
const slack = slackMembership({ now: () => clock.now, onMembershipChange: () => undefined });
const { workspace } = slack;
const name = (kind: string, n: number) => `${kind}${n}`;
workspace.pageSize = 1_000;
for (let n = 0; n < PEOPLE; n += 1) {
  const id = name("U", n);
  const { team } = workspace;
  workspace.people.set(id, {
    id,
    name: id,
    team,
    isGuest: false,
    isBot: false,
    isDeleted: false,
    isAdmin: false,
  });
}
for (let n = 0; n < CHANNELS; n += 1) {
  const members = Array.from({ length: PEOPLE / CHANNELS }, (_, position) =>
    name("U", position * CHANNELS + n),
  );
  const id = name("C", n);
  workspace.channels.set(id, { id, name: id, members, isShared: false, isPrivate: false, isArchived: false });
}
const membership = createMembership({
  sources: new Map([["slack", slack.source]]),
  onFailure: (_, error) => {
    throw error;
  },
});

/** What one turn asks: where to search, then what its passages rest on, before the draft and before the ending. */
async function turn(n: number): Promise<void> {
  const asker = (n * 7) % ASKERS;
  const channel = name("C", asker % CHANNELS);
  const isInChannel = n % 20 < 3;
  const restsOnChannel = n % 20 >= 17;
  const audience = isInChannel
    ? ({ kind: "channel", channel: channelId(`slack:${channel}`) } as const)
    : ({ kind: "private", person: personId(`slack:${name("U", asker)}`) } as const);
  const rests = restsOnChannel ? [scope(`channel:slack:${channel}`)] : [scope("org")];
  await readableBy(audience, membership);
  for (let look = 0; look < 4; look += 1) {
    const confirmed = await confirmedFor(audience, membership, rests);
    if (confirmed.size !== rests.length) throw new Error("A member was not taken for one");
  }
}

const minutes: Map<string, number>[] = [];
for (let minute = 0; minute < MINUTES; minute += 1) {
  slack.calls.length = 0;
  for (let ask = 0; ask < ASKS_PER_MINUTE; ask += 1) {
    await turn(minute * ASKS_PER_MINUTE + ask);
    clock.now += 60_000 / ASKS_PER_MINUTE;
  }
  const counts = new Map<string, number>();
  for (const method of slack.calls) counts.set(method, (counts.get(method) ?? 0) + 1);
  minutes.push(counts);
}

const [first, ...later] = minutes;
printTable(
  `${ASKS_PER_MINUTE} asks a minute of ${ASKERS} people, ${PEOPLE} people and ${CHANNELS} channels, ${MINUTES} minutes`,
  Object.entries(ALLOWED).map(([method, allowed]) => ({
    method,
    "first minute": first?.get(method) ?? 0,
    "later, mean": Math.round(later.reduce((sum, each) => sum + (each.get(method) ?? 0), 0) / later.length),
    "later, most": Math.max(...later.map((each) => each.get(method) ?? 0)),
    "allowed a minute": allowed,
  })),
);
