/** The pushing side of Pub/Sub: Google's keys on this machine, tokens signed with them, and the request itself. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type CryptoKey, exportSPKI, generateKeyPair, SignJWT } from "jose";

export const AUDIENCE = "https://docent.example.com/gcs/notifications";
export const PUSHER = "docent-push@acme.iam.gserviceaccount.com";
const KEY_ID = "google-key-1";

export interface PushStandIn {
  /** Serves the keys that Google publishes. */
  readonly keysUrl: string;
  /** When set, the keys cannot be had. */
  keysFail: boolean;
  /** A token as Google signs it for a subscription, with parts changed. */
  token(change?: TokenChange): Promise<string>;
  stop(): Promise<void>;
}

export interface TokenChange {
  readonly audience?: string;
  readonly issuer?: string;
  readonly email?: string;
  readonly emailVerified?: boolean;
  /** Seconds from now. */
  readonly expiresIn?: number;
  readonly keyId?: string;
  /** Signs with a key that nobody published. */
  readonly forged?: boolean;
}

/** Starts the key server on a free port. */
export async function startPush(): Promise<PushStandIn> {
  const [published, forged] = await Promise.all([rsa(), rsa()]);
  const pem = await exportSPKI(published.publicKey);
  const server = createServer((_request, response) => {
    if (standIn.keysFail) return void response.writeHead(404).end();
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ [KEY_ID]: pem }));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const standIn: PushStandIn = {
    keysUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/oauth2/v1/certs`,
    keysFail: false,
    token: (change = {}) => sign(change, change.forged ? forged.privateKey : published.privateKey),
    async stop() {
      server.closeAllConnections();
      await new Promise<void>((closed) => server.close(() => closed()));
    },
  };
  return standIn;
}

const rsa = () => generateKeyPair("RS256");

function sign(change: TokenChange, key: CryptoKey): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({ email: change.email ?? PUSHER, email_verified: change.emailVerified ?? true })
    .setProtectedHeader({ alg: "RS256", kid: change.keyId ?? KEY_ID, typ: "JWT" })
    .setIssuer(change.issuer ?? "https://accounts.google.com")
    .setAudience(change.audience ?? AUDIENCE)
    .setSubject("1234567890")
    .setIssuedAt(now + Math.min(0, (change.expiresIn ?? 0) - 3_600))
    .setExpirationTime(now + (change.expiresIn ?? 3_600))
    .sign(key);
}

/** The request of a push subscription. */
export function push(
  url: string,
  attributes: Readonly<Record<string, string>>,
  token?: string,
): Promise<Response> {
  const body = {
    message: { attributes, data: "", messageId: "1", publishTime: new Date().toISOString() },
    subscription: "projects/acme/subscriptions/docent-push",
  };
  return fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  });
}
