import { confirmedFor, readableBy } from "../../src/access/audience.ts";
import { createMembership } from "../../src/access/create-membership.ts";
import {
  type ChannelRecord,
  type Look,
  type MembershipSource,
  type PersonRecord,
  TO_SEARCH,
  TO_SHOW,
} from "../../src/access/membership.ts";
import { channelId, personId, scope } from "../../src/access/scopes.ts";

const ana = personId("slack:ana");
const general = channelId("slack:general");
const [org, inGeneral, elsewhere, own] = [
  "org",
  `channel:${general}`,
  "channel:slack:x",
  `person:${ana}`,
].map(scope) as [
  ReturnType<typeof scope>,
  ReturnType<typeof scope>,
  ReturnType<typeof scope>,
  ReturnType<typeof scope>,
];

function platform() {
  const looks: Look[] = [];
  const failures: unknown[] = [];
  const invalidated: string[] = [];
  const hand = {
    person: async (): Promise<PersonRecord | undefined> => ({
      person: ana,
      name: "Ana",
      standing: "member",
      channels: [general],
      groups: [],
    }),
    channel: async (): Promise<ChannelRecord | undefined> => ({
      channel: general,
      name: "general",
      hasOutsiders: false,
    }),
  };
  const source: MembershipSource = {
    person: (_id, look) => {
      looks.push(look);
      return hand.person();
    },
    channel: (_id, look) => {
      looks.push(look);
      return hand.channel();
    },
    invalidate: (id) => void invalidated.push(id),
  };
  const membership = createMembership({
    sources: new Map([["slack", source]]),
    onFailure: (_id, error) => failures.push(error),
  });
  return { looks, failures, invalidated, hand, membership };
}
const inPrivate = { kind: "private", person: ana } as const;
const inChannel = { kind: "channel", channel: general } as const;

test("a search may rest on what is remembered; what is shown only on what was said within seconds, about that alone", async () => {
  const { looks, membership } = platform();
  expect([...(await readableBy(inPrivate, membership))].sort()).toEqual([inGeneral, org, own]);
  expect(await confirmedFor(inPrivate, membership, [inGeneral, elsewhere, inGeneral])).toEqual(
    new Set([inGeneral]),
  );
  expect(looks).toEqual([TO_SEARCH, { maxAgeMs: TO_SHOW.maxAgeMs, among: [inGeneral, elsewhere] }]);
  expect(TO_SHOW.maxAgeMs).toBeLessThanOrEqual(5_000);
});

test("nothing is asked where nothing is to be shown, or a channel's own document in that channel", async () => {
  const { looks, membership } = platform();
  expect(await confirmedFor(inPrivate, membership, [])).toEqual(new Set());
  expect(await confirmedFor(inChannel, membership, [inGeneral])).toEqual(new Set([inGeneral]));
  expect(looks).toEqual([]);
  expect(await confirmedFor(inChannel, membership, [org, inGeneral, elsewhere])).toEqual(
    new Set([org, inGeneral]),
  );
  expect(looks).toHaveLength(1);
});

test("an outage makes people and channels unknown, which excludes, and is reported", async () => {
  const { failures, hand, membership } = platform();
  const outage = new Error("Slack is down");
  hand.person = () => Promise.reject(outage);
  hand.channel = () => Promise.reject(outage);
  expect(await readableBy(inPrivate, membership)).toEqual(new Set());
  expect(await confirmedFor(inPrivate, membership, [org, own])).toEqual(new Set());
  expect(await confirmedFor(inChannel, membership, [org])).toEqual(new Set());
  expect(failures).toEqual([outage, outage, outage]);
});

test("whoever has no platform, or whom it does not know, is unknown", async () => {
  const { hand, membership } = platform();
  expect(await membership.person(personId("teams:ana"), TO_SHOW)).toBeUndefined();
  hand.person = async () => undefined;
  expect(await readableBy(inPrivate, membership)).toEqual(new Set());
});

test("a record is put together again when an event arrived meanwhile, whomever it was about", async () => {
  const { hand, invalidated, membership } = platform();
  const before = hand.person;
  let asked = 0;
  hand.person = async () => {
    asked += 1;
    if (asked === 1) membership.invalidate(general);
    return { ...((await before()) as PersonRecord), standing: asked === 1 ? "member" : "guest" };
  };
  expect(await membership.person(ana, TO_SHOW)).toMatchObject({ standing: "guest" });
  expect(invalidated).toEqual([general]);
});

test("whoever changes each time while being asked about is unknown", async () => {
  const { hand, failures, membership } = platform();
  const before = hand.person;
  hand.person = () => {
    membership.invalidate(ana);
    return before();
  };
  expect(await membership.person(ana, TO_SHOW)).toBeUndefined();
  expect(failures).toHaveLength(1);
});
