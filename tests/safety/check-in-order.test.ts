import { checkInOrder } from "../../src/safety/check-in-order.ts";

async function* batches(...units: (readonly string[])[]): AsyncGenerator<readonly string[]> {
  yield* units;
}

const collect = async <Item>(items: AsyncIterable<Item>): Promise<Item[]> => {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
};

test("a slow check holds up its own unit, not the reading and checking of the next ones", async () => {
  const { promise: laterBegan, resolve: begin } = Promise.withResolvers<void>();
  const checked = await collect(
    checkInOrder(batches(["slow"], ["quick"]), async (unit) => {
      if (unit === "quick") begin();
      else await laterBegan;
      return unit.toUpperCase();
    }),
  );
  expect(checked).toEqual(["SLOW", "QUICK"]);
});

test("no more than eight units are checked at once, however many come in one piece", async () => {
  let running = 0;
  let most = 0;
  const units = Array.from({ length: 50 }, (_, nth) => `unit ${nth}`);
  const checked = await collect(
    checkInOrder(batches(units), async (unit) => {
      most = Math.max(most, ++running);
      await new Promise(setImmediate);
      running--;
      return unit;
    }),
  );
  expect(checked).toEqual(units);
  expect(most).toBe(8);
});

test("what came before a failure is still checked, then the failure is thrown", async () => {
  async function* failing() {
    yield ["one", "two"];
    throw new Error("the draft broke off");
  }
  const seen: string[] = [];
  const checks = checkInOrder(failing(), async (unit) => {
    await new Promise(setImmediate);
    return unit;
  });
  await expect(
    (async () => {
      for await (const unit of checks) seen.push(unit);
    })(),
  ).rejects.toThrow("the draft broke off");
  expect(seen).toEqual(["one", "two"]);
});

test("a reader who leaves is not kept waiting by a source that hangs", async () => {
  async function* hanging() {
    yield ["one"];
    await new Promise(() => undefined);
  }
  for await (const unit of checkInOrder(hanging(), async (one) => one)) {
    expect(unit).toBe("one");
    break;
  }
});
