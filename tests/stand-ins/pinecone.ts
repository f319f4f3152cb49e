/** Pinecone's API on this machine, for the real SDK; it scores for real, lags behind its writes, and can misbehave. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { PineconeIndexStandIn, Refusal } from "./pinecone-records.ts";

export interface PineconeRequest {
  readonly method: string;
  /** Of the API, e.g. `/vectors/upsert`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly status: number;
  readonly response: unknown;
}

/** What goes wrong with the next requests to this path. */
export interface PineconeFault {
  readonly path: string;
  times: number;
  /** A status, or a cut connection. */
  readonly kind: number | "cut";
  readonly retryAfter?: number;
}

export interface PineconeStandIn {
  readonly url: string;
  readonly apiKey: string;
  readonly requests: PineconeRequest[];
  readonly faults: PineconeFault[];
  index(name: string): PineconeIndexStandIn;
  create(name: string, shape: IndexShape): PineconeIndexStandIn;
  stop(): Promise<void>;
}

export interface IndexShape {
  readonly dimension?: number;
  readonly metric?: "cosine" | "dotproduct";
  /** Writes are seen by reads after `settle()` only. */
  readonly lags?: boolean;
}

/** Starts it on a free port. */
export async function startPinecone({ apiKey = "pc-key" } = {}): Promise<PineconeStandIn> {
  const indexes = new Map<string, PineconeIndexStandIn>();
  const requests: PineconeRequest[] = [];
  const faults: PineconeFault[] = [];

  const server = createServer((incoming, response) => {
    handle(incoming, response).catch((error: unknown) => response.destroy(error as Error));
  });

  async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(incoming.url ?? "/", standIn.url);
    const raw = await readBody(incoming);
    const [, , name = "", ...rest] = url.pathname.split("/");
    const isData = url.pathname.startsWith("/data/");
    const path = isData ? `/${rest.join("/")}` : url.pathname;
    const body: unknown = raw.length > 0 ? JSON.parse(raw.toString()) : undefined;
    const request = { method: incoming.method ?? "GET", path, query: url.searchParams, body };
    const reply = (status: number, answer: unknown, headers: Record<string, string> = {}) => {
      requests.push({ ...request, status, response: answer });
      response.writeHead(status, { "content-type": "application/json", ...headers });
      response.end(JSON.stringify(answer));
    };
    const fault = faults.find(({ times, path: of }) => times > 0 && of === path);
    if (fault) {
      fault.times -= 1;
      if (fault.kind === "cut") return void response.destroy();
      const headers: Record<string, string> =
        fault.retryAfter === undefined ? {} : { "retry-after": String(fault.retryAfter) };
      return reply(fault.kind, { code: 8, message: "told to misbehave", details: [] }, headers);
    }
    try {
      if (incoming.headers["api-key"] !== apiKey) throw new Refusal(401, "Invalid API Key");
      if (!incoming.headers["x-pinecone-api-version"]) throw new Refusal(400, "no version");
      if (!isData) return reply(...control(request));
      const index = indexes.get(name);
      if (!index) throw new Refusal(404, `Index ${name} not found`);
      if (raw.length > 2 * 1024 * 1024) throw new Refusal(400, "Request size exceeds the maximum of 2 MB");
      reply(200, index.answer(request));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const control = { error: { code: codeOf(error.status), message: error.message }, status: error.status };
      reply(error.status, isData ? { code: 3, message: error.message, details: [] } : control);
    }
  }

  function control({
    method,
    path,
    body,
  }: {
    method: string;
    path: string;
    body: unknown;
  }): [number, unknown] {
    const name = decodeURIComponent(path.split("/")[2] ?? "");
    if (method === "POST" && path === "/indexes") {
      const { name: asked, schema } = body as {
        name: string;
        schema: { fields: Record<string, { dimension?: number; metric?: "dotproduct" }> };
      };
      if (indexes.has(asked)) throw new Refusal(409, `Resource ${asked} already exists`);
      const { _values: dense } = schema.fields;
      standIn.create(asked, { dimension: dense?.dimension, metric: dense?.metric ?? "dotproduct" });
      return [201, model(asked)];
    }
    if (method !== "GET" || !indexes.has(name)) throw new Refusal(404, `Resource ${name} not found`);
    return [200, model(name)];
  }

  /** As version 2026-07 has it, and with what 2026-04 had in its place. */
  function model(name: string) {
    const { dimension, metric } = indexes.get(name)!;
    const cloud = { cloud: "gcp", region: "europe-west4" };
    const read_capacity = { mode: "OnDemand", status: { state: "Ready" } };
    return {
      name,
      host: `${standIn.url}/data/${name}`,
      status: { ready: true, state: "Ready" },
      deletion_protection: "enabled",
      deployment: { deployment_type: "managed", environment: "gcp-europe-west4", ...cloud },
      read_capacity,
      schema: {
        fields: dimension
          ? { _values: { type: "dense_vector", dimension, metric } }
          : { _sparse_values: { type: "sparse_vector", metric: "dotproduct" } },
      },
      ...(dimension && { dimension }),
      metric,
      vector_type: dimension ? "dense" : "sparse",
      spec: { serverless: { ...cloud, read_capacity } },
    };
  }

  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const standIn: PineconeStandIn = {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    apiKey,
    requests,
    faults,
    index: (name) => indexes.get(name)!,
    create(name, shape) {
      const index = new PineconeIndexStandIn(shape);
      indexes.set(name, index);
      return index;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((stopped) => server.close(stopped));
    },
  };
  return standIn;
}

const codeOf = (status: number): string =>
  ({ 401: "UNAUTHENTICATED", 404: "NOT_FOUND", 409: "ALREADY_EXISTS" })[status] ?? "INVALID_ARGUMENT";

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
