import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { createGcs } from "../../../adapters/gcs/create-gcs.ts";
import { readSettings } from "../../../src/config.ts";
import type { ObjectEvent } from "../../stand-ins/gcs-objects.ts";
import { attributesOf } from "../../stand-ins/pubsub.ts";
import {
  AUDIENCE,
  PUSHER,
  type PushStandIn,
  push,
  startPush,
  type TokenChange,
} from "../../stand-ins/pubsub-push.ts";

let google: PushStandIn;
let server: Server;
let url: string;
let touched: string[];
let touch: (source: string, path: string) => Promise<void>;
const quiet = { error() {}, warn() {}, info() {}, debug() {} };

beforeEach(async () => {
  google = await startPush();
  touched = [];
  touch = async (source, path) => void touched.push(`${source} ${path}`);
  const app = express();
  createGcs({
    settings: readSettings({
      GCS_BUCKET: "acme-docs",
      GCS_SCOPES: "=org",
      GCS_PUSH_AUDIENCE: AUDIENCE,
      GCS_PUSH_SERVICE_ACCOUNT: PUSHER,
      GCS_PUSH_KEYS_URL: google.keysUrl,
    }),
    source: { name: "gcs:acme-docs/", bucket: "acme-docs", covers: (path) => path.endsWith(".md") },
    touch: (source, path) => touch(source, path),
    log: quiet,
  }).mount(app);
  server = createServer(app).listen(0, "127.0.0.1");
  await new Promise((listening) => server.once("listening", listening));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/gcs/notifications`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
  await google.stop();
});

const finalized: ObjectEvent = {
  eventType: "OBJECT_FINALIZE",
  bucketId: "acme-docs",
  objectId: "handbook/a.md",
  objectGeneration: "1700000001000000",
};
const statusOf = async (event: ObjectEvent, change?: TokenChange): Promise<number> =>
  (await push(url, attributesOf(event), await google.token(change))).status;

test.each(["OBJECT_FINALIZE", "OBJECT_DELETE", "OBJECT_ARCHIVE", "OBJECT_METADATA_UPDATE"] as const)(
  "%s is passed on and acknowledged",
  async (eventType) => {
    expect(await statusOf({ ...finalized, eventType })).toBe(204);
    expect(touched).toEqual(["gcs:acme-docs/ handbook/a.md"]);
  },
);

test("is acknowledged only once it is durable, and sent again when it could not be", async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  touch = () => promise;
  let answered = false;
  const answer = statusOf(finalized).finally(() => {
    answered = true;
  });
  await new Promise((later) => setTimeout(later, 100));
  expect(answered).toBe(false);
  resolve();
  expect(await answer).toBe(204);
  touch = () => Promise.reject(new Error("the disk is full"));
  expect(await statusOf(finalized)).toBe(503);
});

test("other buckets and objects that are no documents are acknowledged and ignored", async () => {
  expect(await statusOf({ ...finalized, bucketId: "another" })).toBe(204);
  expect(await statusOf({ ...finalized, objectId: "photo.xyz" })).toBe(204);
  expect(touched).toEqual([]);
});

test.each<[string, number, TokenChange]>([
  ["another audience", 401, { audience: "https://elsewhere.example.com" }],
  ["another issuer", 401, { issuer: "https://evil.example.com" }],
  ["an expired token", 401, { expiresIn: -3_600 }],
  ["an unknown key", 401, { keyId: "nobody" }],
  ["a forged signature", 401, { forged: true }],
  ["another account of Google's", 403, { email: "mallory@evil.iam.gserviceaccount.com" }],
  ["an unverified address", 403, { emailVerified: false }],
])("%s is refused with %d", async (_, status, change) => {
  expect(await statusOf(finalized, change)).toBe(status);
  expect(touched).toEqual([]);
});

test.each([
  ["no token", undefined],
  ["another scheme", "Basic abc"],
  ["garbage", "Bearer garbage"],
  [
    "a token that asks for no signature",
    `Bearer ${Buffer.from('{"alg":"none","kid":"google-key-1"}').toString("base64url")}.${Buffer.from(
      JSON.stringify({
        aud: AUDIENCE,
        email: PUSHER,
        email_verified: true,
        iss: "https://accounts.google.com",
      }),
    ).toString("base64url")}.`,
  ],
])("%s is refused with 401", async (_, authorization) => {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...(authorization && { authorization }) },
    body: JSON.stringify({ message: { attributes: attributesOf(finalized) } }),
  });
  expect(response.status).toBe(401);
  expect(touched).toEqual([]);
});

test("keys that cannot be fetched are no reason to call a token wrong", async () => {
  google.keysFail = true;
  expect(await statusOf(finalized)).toBe(503);
  google.keysFail = false;
  expect(await statusOf(finalized)).toBe(204);
});

test.each([
  ["no JSON", "not json"],
  ["no message", "{}"],
  ["no attributes", '{"message":{"data":"aGk="}}'],
  ["no object", JSON.stringify({ message: { attributes: { ...attributesOf(finalized), objectId: "" } } })],
  [
    "no generation",
    JSON.stringify({ message: { attributes: { ...attributesOf(finalized), objectGeneration: "x" } } }),
  ],
  ["too much", JSON.stringify({ message: { data: "x".repeat(300_000) } })],
])("%s is refused with 400", async (_, body) => {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${await google.token()}` },
    body,
  });
  expect(response.status).toBe(400);
  expect(touched).toEqual([]);
});
