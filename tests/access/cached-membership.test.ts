import { cachedMembership } from "../../src/access/cached-membership.ts";
import type { ChannelRecord, MembershipSource, PersonRecord } from "../../src/access/membership.ts";
import { channelId, type PersonId, personId } from "../../src/access/scopes.ts";

const ana = personId("slack:ana");
const general = channelId("slack:general");

/** A platform whose answers the test holds in its hand, over a clock that only the test moves. */
function platform() {
  const clock = { now: 1_000_000 };
  const calls: string[] = [];
  const failures: unknown[] = [];
  let answer: (id: string) => Promise<PersonRecord | ChannelRecord | undefined> = async () => undefined;
  const fetch = (id: string) => {
    calls.push(id);
    return answer(id);
  };
  const source = { person: fetch, channel: fetch } as MembershipSource;
  return {
    clock,
    calls,
    failures,
    answers: (with_: typeof answer) => {
      answer = with_;
    },
    person: (id: PersonId, name = "Ana"): PersonRecord => ({
      person: id,
      name,
      standing: "member",
      channels: [general],
      groups: [],
      fetchedAt: clock.now,
    }),
    membership: (capacity = 100) =>
      cachedMembership({
        sources: new Map([["slack", source]]),
        maxAgeMs: 60_000,
        capacity,
        onFailure: (_id, error) => failures.push(error),
        now: () => clock.now,
      }),
  };
}

describe("membership with a memory", () => {
  test("a record is believed up to its limit and fetched again after it", async () => {
    const { clock, calls, answers, person, membership } = platform();
    answers(async () => person(ana));
    const members = membership();
    await members.person(ana);
    clock.now += 60_000;
    await members.person(ana);
    expect(calls).toHaveLength(1);
    clock.now += 1;
    expect(await members.person(ana)).toMatchObject({ fetchedAt: clock.now });
    expect(calls).toHaveLength(2);
  });

  test("a fresh look-up asks the platform although a young record is there, and its answer is kept", async () => {
    const { calls, answers, person, membership } = platform();
    answers(async () => person(ana, "before"));
    const members = membership();
    await members.person(ana);
    answers(async () => person(ana, "after"));
    expect(await members.person(ana)).toMatchObject({ name: "before" });
    expect(await members.person(ana, { fresh: true })).toMatchObject({ name: "after" });
    expect(await members.person(ana)).toMatchObject({ name: "after" });
    expect(calls).toHaveLength(2);
  });

  test("whoever the platform doesn't know, or has no source, is unknown, and unknown isn't remembered", async () => {
    const { calls, membership } = platform();
    const members = membership();
    expect(await members.person(ana)).toBeUndefined();
    expect(await members.person(ana)).toBeUndefined();
    expect(calls).toHaveLength(2);
    expect(await members.person(personId("teams:ana"))).toBeUndefined();
    expect(calls).toHaveLength(2);
  });

  test("a record that comes back older than the limit counts as unknown", async () => {
    const { clock, answers, person, membership } = platform();
    const old = person(ana);
    clock.now += 60_001;
    answers(async () => old);
    expect(await membership().person(ana)).toBeUndefined();
  });

  test("an outage makes members unknown, also those that were known, and is reported", async () => {
    const { clock, failures, answers, person, membership } = platform();
    answers(async () => person(ana));
    const members = membership();
    await members.person(ana);
    const outage = new Error("Slack is down");
    answers(() => Promise.reject(outage));
    expect(await members.person(ana, { fresh: true })).toBeUndefined();
    expect(await members.person(ana)).toBeUndefined();
    answers(async () => person(ana));
    clock.now += 1;
    expect(await members.person(ana)).toBeDefined();
    expect(failures).toEqual([outage, outage]);
  });

  test("questions at the same time share one fetch; a fresh one starts its own", async () => {
    const { calls, answers, person, membership } = platform();
    answers(async () => person(ana));
    const members = membership();
    await Promise.all([members.person(ana), members.person(ana), members.person(ana, { fresh: true })]);
    expect(calls).toHaveLength(2);
  });

  test("a person and a channel of the same id are told apart", async () => {
    const { calls, answers, person, membership } = platform();
    answers(async () => person(ana));
    const members = membership();
    await members.person(ana);
    await members.channel(channelId("slack:ana"));
    expect(calls).toHaveLength(2);
  });

  test("what was invalidated while it was being fetched is not remembered", async () => {
    const { calls, answers, person, membership } = platform();
    const { promise, resolve } = Promise.withResolvers<PersonRecord>();
    answers(() => promise);
    const members = membership();
    const early = members.person(ana);
    members.invalidate(ana);
    answers(async () => person(ana, "after"));
    expect(await members.person(ana)).toMatchObject({ name: "after" });
    resolve(person(ana, "before"));
    expect(await early).toMatchObject({ name: "before" });
    expect(await members.person(ana)).toMatchObject({ name: "after" });
    expect(calls).toHaveLength(2);
  });

  test("an earlier fetch that ends after a fresh one does not replace what the fresh one found", async () => {
    const { answers, person, membership } = platform();
    const { promise, resolve } = Promise.withResolvers<PersonRecord>();
    answers(() => promise);
    const members = membership();
    const early = members.person(ana);
    answers(async () => person(ana, "after"));
    await members.person(ana, { fresh: true });
    resolve(person(ana, "before"));
    await early;
    expect(await members.person(ana)).toMatchObject({ name: "after" });
  });

  test("invalidating forgets both what is known and what is under way", async () => {
    const { calls, answers, person, membership } = platform();
    answers(async () => person(ana));
    const members = membership();
    await members.person(ana);
    members.invalidate(ana);
    await members.person(ana);
    expect(calls).toHaveLength(2);
  });

  test("beyond the capacity the oldest record goes first", async () => {
    const { calls, answers, person, membership } = platform();
    answers(async (id) => person(id as PersonId));
    const members = membership(2);
    for (const name of ["a", "b", "c"]) await members.person(personId(`slack:${name}`));
    calls.length = 0;
    await members.person(personId("slack:c"));
    await members.person(personId("slack:b"));
    expect(calls).toEqual([]);
    await members.person(personId("slack:a"));
    expect(calls).toEqual(["slack:a"]);
  });
});
