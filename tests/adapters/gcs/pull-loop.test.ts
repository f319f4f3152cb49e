import { type PullLoop, pullLoop } from "../../../adapters/gcs/pull-loop.ts";
import { pullSubscription } from "../../../adapters/gcs/subscription.ts";
import { attributesOf, type PubSubStandIn, SUBSCRIPTION, startPubSub } from "../../stand-ins/pubsub.ts";

let pubsub: PubSubStandIn;
let loop: PullLoop;
let touched: string[];
let warnings: string[];
let touch: (source: string, path: string) => Promise<void>;

beforeEach(async () => {
  pubsub = await startPubSub({ ackDeadlineMs: 400 });
  touched = [];
  warnings = [];
  touch = async (_, path) => void touched.push(path);
  loop = pullLoop({
    subscription: pullSubscription({ name: SUBSCRIPTION, endpoint: pubsub.endpoint }),
    source: { name: "gcs:acme-docs/", bucket: "acme-docs", covers: (path) => path.endsWith(".md") },
    touch: (source, path) => touch(source, path),
    log: {
      error() {},
      warn: (message, fields) => void warnings.push(`${message} ${fields?.error ?? ""}`),
      info() {},
      debug() {},
    },
    retryDelayMs: 20,
    extendEveryMs: 100,
  });
});
afterEach(async () => {
  await loop.stop();
  await pubsub.stop();
});

const publish = (objectId: string, bucketId = "acme-docs"): void =>
  pubsub.publish(
    attributesOf({ eventType: "OBJECT_FINALIZE", bucketId, objectId, objectGeneration: "17000000010" }),
  );

async function until(isTrue: () => boolean): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (!isTrue()) {
    if (Date.now() > deadline) throw new Error("it did not happen within 5 s");
    await new Promise((later) => setTimeout(later, 10));
  }
}

test("messages are passed on and acknowledged, others' and malformed ones only acknowledged", async () => {
  publish("a.md");
  publish("b.md", "another");
  publish("photo.xyz");
  pubsub.publish({ eventType: "OBJECT_FINALIZE" });
  loop.start();
  await until(() => pubsub.outstanding === 0);
  expect(touched).toEqual(["a.md"]);
  expect(warnings).toEqual([expect.stringMatching(/no notification of Cloud Storage/)]);
  publish("later.md");
  await until(() => touched.includes("later.md"));
});

test("nothing is acknowledged before it is durable, and a slow disk does not have it sent twice", async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  touch = async (_, path) => {
    touched.push(path);
    await promise;
  };
  publish("a.md");
  loop.start();
  await until(() => pubsub.calls.includes("modifyAckDeadline 30"));
  await new Promise((later) => setTimeout(later, 800));
  expect(pubsub.outstanding).toBe(1);
  expect(pubsub.calls).not.toContain("acknowledge");
  resolve();
  await until(() => pubsub.outstanding === 0);
  expect(touched).toEqual(["a.md"]);
});

test("what could not be made durable is handed back at once and taken when it can be; the rest is not repeated", async () => {
  let failures = 2;
  touch = async (_, path) => {
    if (path === "bad.md" && failures-- > 0) throw new Error("the disk is full");
    touched.push(path);
  };
  publish("good.md");
  publish("bad.md");
  loop.start();
  await until(() => pubsub.outstanding === 0);
  expect(touched.sort()).toEqual(["bad.md", "good.md"]);
  expect(pubsub.calls).toContain("modifyAckDeadline 0");
  expect(warnings).toHaveLength(2);
});

test("an acknowledgement that is lost means the message comes again, which does no harm", async () => {
  pubsub.refuse("acknowledge", 503, 1);
  publish("a.md");
  loop.start();
  await until(() => pubsub.outstanding === 0);
  expect(touched).toEqual(["a.md", "a.md"]);
});

test.each([
  [403, /grant Docent's service account roles\/pubsub.subscriber/],
  [404, /does not exist \(404\): create it, or correct GCS_SUBSCRIPTION/],
  [503, /answered 503: Docent tries again/],
])("%d is said with a remedy, and pulling goes on", async (status, remedy) => {
  pubsub.refuse("pull", status, 2);
  publish("a.md");
  loop.start();
  await until(() => touched.length === 1);
  expect(warnings).toEqual([expect.stringMatching(remedy), expect.stringMatching(remedy)]);
});

test("stopping ends an idle pull at once, and lets what was pulled be finished", async () => {
  loop.start();
  await until(() => pubsub.calls.length > 0);
  const started = Date.now();
  await loop.stop();
  expect(Date.now() - started).toBeLessThan(500);
});

test("stopping waits for what was pulled", async () => {
  touch = async (_, path) => {
    await new Promise((later) => setTimeout(later, 200));
    touched.push(path);
  };
  publish("a.md");
  loop.start();
  await until(() => pubsub.calls.includes("pull") && pubsub.calls.length >= 1);
  await new Promise((later) => setTimeout(later, 100));
  await loop.stop();
  expect(touched).toEqual(["a.md"]);
  expect(pubsub.outstanding).toBe(0);
});
