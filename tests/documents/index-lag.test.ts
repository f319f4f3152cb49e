/** How far a source is behind, as /metrics and the status tell it: the real keeper over a source that is slow to answer. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { operationRoutes } from "../../src/operations/health.ts";
import { createMetrics } from "../../src/operations/metrics.ts";
import { type KeeperBench, openKeeperBench, until, untilInStep } from "./keeper-bench.ts";
import { scriptedSource } from "./scripted-source.ts";

const MINUTE = 60_000;
let bench: KeeperBench;
let server: Server;
let url: string;
const metrics = createMetrics();

beforeAll(async () => {
  bench = await openKeeperBench();
  const app = express();
  app.use(operationRoutes({ registry: metrics.registry, ready: () => true }));
  server = createServer(app);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/metrics`;
});
afterAll(async () => {
  await bench.close();
  await new Promise((closed) => server.close(closed));
});

const lag = async (): Promise<number> => {
  const text = await (await fetch(url)).text();
  return Number(/^docent_index_lag_seconds\{source="slow"\} (\S+)$/m.exec(text)?.[1]);
};

test("the metric is the age of the oldest document that waits, and 0 once it is indexed", async () => {
  const script = scriptedSource("slow", { find: true });
  let ahead = 0;
  script.put("a.md", "One.");
  const keeper = bench.keeper({ metrics, now: () => Date.now() + ahead });
  keeper.add(script.source, { reconcileEveryMs: 24 * 60 * MINUTE });
  await keeper.start();
  await untilInStep(keeper, "slow");
  expect(await lag()).toBe(0);

  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  script.before = (what) => (what.startsWith("read b.md") ? released : undefined);
  script.put("b.md", "Two.");
  await keeper.touch("slow", "b.md");
  await until(
    () => script.asked,
    (asked) => asked.includes("read b.md"),
  );
  ahead += 3 * MINUTE;
  await keeper.touch("slow", "c.md");
  ahead += MINUTE;
  expect(await lag()).toBeGreaterThanOrEqual(240);
  expect(await lag()).toBeLessThan(300);
  const [behind] = await keeper.status();
  expect(behind?.pending).toBeGreaterThan(0);

  release();
  await untilInStep(keeper, "slow");
  expect(await lag()).toBe(0);
});
