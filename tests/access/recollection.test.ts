import { createRecollection } from "../../src/access/recollection.ts";

/** Somebody whose answers the test holds in its hand, over a clock that only the test moves. */
function somebody(options: { capacity?: number; busy?: { perMinute: number; maxAgeMs: number } } = {}) {
  const clock = { now: 1_000_000 };
  const asked: string[] = [];
  const hand: { answer: (key: string) => Promise<string | undefined> } = { answer: async (key) => key };
  const recollection = createRecollection({
    ask: (key) => {
      asked.push(key);
      return hand.answer(key);
    },
    capacity: options.capacity ?? 100,
    now: () => clock.now,
    busy: options.busy,
  });
  return { clock, asked, hand, recollection };
}

test("an answer is believed up to the age that each asker allows, and asked for again beyond it", async () => {
  const { clock, asked, hand, recollection } = somebody();
  await recollection.get("ana", 5_000);
  clock.now += 5_000;
  hand.answer = async () => "changed";
  expect(await recollection.get("ana", 5_000)).toBe("ana");
  clock.now += 1;
  expect(await recollection.get("ana", 60_000)).toBe("ana");
  expect(await recollection.get("ana", 5_000)).toBe("changed");
  expect(await recollection.get("ana", 60_000)).toBe("changed");
  expect(asked).toEqual(["ana", "ana"]);
});

test("the age counts from the question, however long the answer took", async () => {
  const { clock, asked, hand, recollection } = somebody();
  const { promise, resolve } = Promise.withResolvers<string>();
  hand.answer = () => promise;
  const first = recollection.get("ana", 5_000);
  clock.now += 4_000;
  resolve("ana");
  expect(await first).toBe("ana");
  clock.now += 1_001;
  await recollection.get("ana", 5_000);
  expect(asked).toHaveLength(2);
});

test("whoever wants to know the same at the same time shares one question", async () => {
  const { asked, recollection } = somebody();
  await Promise.all([1, 2, 3].map(() => recollection.get("ana", 5_000)));
  await recollection.get("ben", 5_000);
  expect(asked).toEqual(["ana", "ben"]);
});

test("unknown and failed are not remembered", async () => {
  const { asked, hand, recollection } = somebody();
  hand.answer = async () => undefined;
  expect(await recollection.get("ana", 5_000)).toBeUndefined();
  hand.answer = () => Promise.reject(new Error("down"));
  await expect(recollection.get("ana", 5_000)).rejects.toThrow("down");
  hand.answer = async () => "ana";
  expect(await recollection.get("ana", 5_000)).toBe("ana");
  expect(asked).toHaveLength(3);
});

test.each([
  ["one key", "ana"],
  ["the keys that fit", (key: string) => key.startsWith("a")],
  ["everything", undefined],
])("forgetting %s makes the next question a new one", async (_what, which) => {
  const { asked, recollection } = somebody();
  await recollection.get("ana", 5_000);
  recollection.forget(which);
  await recollection.get("ana", 5_000);
  expect(asked).toHaveLength(2);
});

test("forgetting one leaves the others", async () => {
  const { asked, recollection } = somebody();
  for (const key of ["ana", "ben"]) await recollection.get(key, 5_000);
  recollection.forget("ben");
  recollection.forget((key) => key === "cleo");
  await recollection.get("ana", 5_000);
  expect(asked).toEqual(["ana", "ben"]);
});

test("what is forgotten while it is being asked for answers nobody who asks later, and is not remembered", async () => {
  const { asked, hand, recollection } = somebody();
  const { promise, resolve } = Promise.withResolvers<string>();
  hand.answer = () => promise;
  const early = recollection.get("ana", 5_000);
  recollection.forget("ana");
  hand.answer = async () => "after the event";
  const late = recollection.get("ana", 5_000);
  resolve("before the event");
  expect(await early).toBe("before the event");
  expect([await late, await recollection.get("ana", 5_000)]).toEqual(["after the event", "after the event"]);
  expect(asked).toHaveLength(2);
});

test("an earlier question that ends after a later one does not replace its answer", async () => {
  const { clock, hand, recollection } = somebody();
  const { promise, resolve } = Promise.withResolvers<string>();
  hand.answer = () => promise;
  const early = recollection.get("ana", 60_000);
  clock.now += 10_000;
  hand.answer = async () => "second";
  await recollection.get("ana", 5_000);
  resolve("first");
  await early;
  expect(await recollection.get("ana", 5_000)).toBe("second");
});

test("beyond the capacity the oldest answer goes first", async () => {
  const { asked, recollection } = somebody({ capacity: 2 });
  for (const key of ["a", "b", "c"]) await recollection.get(key, 5_000);
  asked.length = 0;
  for (const key of ["c", "b", "a"]) await recollection.get(key, 5_000);
  expect(asked).toEqual(["a"]);
});

describe("when as many questions were asked within a minute as may be", () => {
  const busy = { perMinute: 2, maxAgeMs: 60_000 };

  test("what was said up to a minute ago has to do, and older answers are asked for all the same", async () => {
    const { clock, asked, recollection } = somebody({ busy });
    await recollection.get("ana", 5_000);
    await recollection.get("ben", 5_000);
    expect(recollection.isBusy()).toBe(true);
    clock.now += 30_000;
    await recollection.get("ana", 5_000);
    await recollection.get("cleo", 5_000);
    clock.now += 29_000;
    await recollection.get("ana", 5_000);
    expect(asked).toEqual(["ana", "ben", "cleo"]);
    clock.now += 30_000;
    await recollection.get("ana", 5_000);
    expect(asked).toEqual(["ana", "ben", "cleo", "ana"]);
  });

  test("what was forgotten is asked for all the same", async () => {
    const { asked, recollection } = somebody({ busy });
    for (const key of ["ana", "ben"]) await recollection.get(key, 5_000);
    recollection.forget("ana");
    await recollection.get("ana", 5_000);
    expect(asked).toEqual(["ana", "ben", "ana"]);
  });
});
