import { createTurnstile } from "../../src/conversation/turnstile.ts";

test("one waiter goes on at a time, in order, with a look at the network in between", async () => {
  const pause = createTurnstile();
  const happened: string[] = [];
  const looks = (async () => {
    for (let n = 0; n < 3; n++) {
      await new Promise((resolve) => setImmediate(resolve));
      happened.push("network");
    }
  })();
  await Promise.all([...["a", "b", "c"].map((name) => pause().then(() => happened.push(name))), looks]);
  expect(happened).toEqual(["network", "a", "network", "b", "network", "c"]);
  await pause();
});
