/** Google Cloud Storage's JSON API on this machine, for the real SDK by `apiEndpoint`; it can be told to misbehave. */
import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import {
  crc32c,
  md5,
  type ObjectEvent,
  type ObjectStore,
  objectStore,
  PreconditionFailed,
  resource,
  type StoredObject,
  sizeOf,
  type Upload,
} from "./gcs-objects.ts";

export interface GcsRequest {
  readonly method: string;
  /** Decoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
}

/** What goes wrong with the next requests that match. */
export interface Fault {
  readonly matches: (request: GcsRequest) => boolean;
  times: number;
  /** Refuses with this status; `cut` ends a download halfway, `corrupt` changes a byte of it. */
  readonly kind: number | "cut" | "corrupt";
}

export interface GcsStandIn {
  readonly endpoint: string;
  readonly requests: GcsRequest[];
  readonly faults: Fault[];
  /** Bytes of objects sent so far. */
  readonly bytesSent: number;
  createBucket(name: string, options?: { versioning?: boolean }): void;
  /** A text, bytes, or only a size: so many zero bytes. Returns the generation. */
  put(
    bucket: string,
    name: string,
    body: string | Uint8Array | { size: number },
    options?: Partial<Upload>,
  ): string;
  remove(bucket: string, name: string): void;
  touchMetadata(bucket: string, name: string): void;
  /** Names of the live objects. */
  names(bucket: string): string[];
  content(bucket: string, name: string): Buffer | undefined;
  /** Hears of changes as notifications tell them. */
  onEvent: (event: ObjectEvent) => void;
  stop(): Promise<void>;
}

const SMALL_PAGE = 1_000;

/** Starts it on a free port; `maxPage` makes it page early, as the real one may. */
export async function startGcs({ maxPage = SMALL_PAGE }: { maxPage?: number } = {}): Promise<GcsStandIn> {
  const store = objectStore((event) => standIn.onEvent(event));
  const uploads = new Map<string, { bucket: string; upload: Omit<Upload, "body">; match?: string }>();
  let sent = 0;

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      if (error instanceof PreconditionFailed) refuse(response, 412, "conditionNotMet");
      else response.destroy(error as Error);
    });
  });

  async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(incoming.url ?? "/", standIn.endpoint);
    const parts = url.pathname.split("/").slice(1).map(decodeURIComponent);
    const request = { method: incoming.method ?? "GET", path: parts.join("/"), query: url.searchParams };
    const body = await readBody(incoming);
    standIn.requests.push(request);
    const fault = standIn.faults.find(({ times, matches }) => times > 0 && matches(request));
    if (fault) fault.times--;
    if (typeof fault?.kind === "number") return refuse(response, fault.kind, "backendError");

    const isUpload = parts[0] === "upload";
    const [, , , bucketName = "", collection, name] = isUpload ? parts.slice(1) : parts;
    const bucket = store.buckets.get(bucketName);
    if (!bucket) return refuse(response, 404, "notFound");
    if (isUpload) return upload({ request, incoming, body, bucketName, response });
    if (!collection) return json(response, { kind: "storage#bucket", name: bucketName });
    if (name === undefined) return list(bucketName, request.query, response);
    const generation = request.query.get("generation") ?? undefined;
    if (request.method === "DELETE") {
      return store.remove(bucketName, name, generation)
        ? void response.writeHead(204).end()
        : refuse(response, 404, "notFound");
    }
    const object = store.get(bucketName, name, generation);
    if (!object) return refuse(response, 404, "notFound");
    if (request.query.get("alt") === "media") return send(object, incoming, response, fault?.kind);
    return json(response, resource(bucketName, object));
  }

  function list(bucketName: string, query: URLSearchParams, response: ServerResponse): void {
    const { live, archived } = store.buckets.get(bucketName)!;
    const all = [
      ...[...live.values()].map((object) => ({ object, isArchived: false })),
      ...(query.get("versions") === "true" ? archived : []).map((object) => ({ object, isArchived: true })),
    ]
      .filter(({ object }) => object.name.startsWith(query.get("prefix") ?? ""))
      .sort((a, b) => (a.object.name < b.object.name ? -1 : 1));
    const start = Number(query.get("pageToken") ?? 0);
    const end = start + Math.min(maxPage, Number(query.get("maxResults") ?? SMALL_PAGE));
    json(response, {
      kind: "storage#objects",
      items: all.slice(start, end).map(({ object, isArchived }) => resource(bucketName, object, isArchived)),
      ...(end < all.length && { nextPageToken: String(end) }),
    });
  }

  async function send(
    object: StoredObject,
    request: IncomingMessage,
    response: ServerResponse,
    fault: Fault["kind"] | undefined,
  ): Promise<void> {
    const size = sizeOf(object);
    const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? "");
    const start = range ? Number(range[1]) : 0;
    const end = range?.[2] ? Math.min(Number(range[2]) + 1, size) : size;
    const bytes = Buffer.isBuffer(object.body) ? object.body : undefined;
    response.writeHead(range ? 206 : 200, {
      "content-type": object.contentType,
      "content-length": end - start,
      ...(object.contentEncoding && { "content-encoding": object.contentEncoding }),
      ...(range && { "content-range": `bytes ${start}-${end - 1}/${size}` }),
      "x-goog-generation": object.generation,
      "x-goog-stored-content-encoding": object.contentEncoding ?? "identity",
      ...(bytes && { "x-goog-hash": `crc32c=${crc32c(bytes)},md5=${md5(bytes)}` }),
    });
    if (!bytes) return sendZeros(end - start, response);
    const body = Buffer.from(bytes.subarray(start, end));
    if (fault === "corrupt") body[0] = body[0]! ^ 0xff;
    if (fault === "cut") {
      response.write(body.subarray(0, body.length >> 1), () => response.destroy());
      return;
    }
    sent += body.length;
    response.end(body);
  }

  async function sendZeros(size: number, response: ServerResponse): Promise<void> {
    const piece = Buffer.alloc(64 * 1024);
    for (let left = size; left > 0 && !response.destroyed; left -= piece.length) {
      sent += Math.min(left, piece.length);
      if (response.write(piece.subarray(0, Math.min(left, piece.length)))) continue;
      const { promise, resolve } = Promise.withResolvers<void>();
      response.once("drain", resolve).once("close", resolve);
      await promise;
      response.off("drain", resolve).off("close", resolve);
    }
    response.end();
  }

  function upload({ request, incoming, body, bucketName, response }: UploadRequest): void {
    const { query } = request;
    const session = query.get("upload_id");
    if (session) {
      continueUpload(session, incoming, body, response);
      return;
    }
    const match = query.get("ifGenerationMatch") ?? undefined;
    if (query.get("uploadType") === "resumable") {
      const described = body.length ? (JSON.parse(body.toString()) as Partial<Upload>) : {};
      const id = randomUUID();
      const name = query.get("name") ?? described.name ?? "";
      uploads.set(id, { bucket: bucketName, upload: { ...described, name }, match });
      const location = `${standIn.endpoint}/upload/storage/v1/b/${bucketName}/o?uploadType=resumable&upload_id=${id}`;
      return void response.writeHead(200, { location }).end();
    }
    const described = multipart(incoming.headers["content-type"] ?? "", body);
    const name = query.get("name") ?? described.name ?? "";
    json(response, resource(bucketName, store.put(bucketName, { ...described, name }, match)));
  }

  const partial = new Map<string, Buffer[]>();
  function continueUpload(
    id: string,
    incoming: IncomingMessage,
    body: Buffer,
    response: ServerResponse,
  ): void {
    const begun = uploads.get(id);
    if (!begun) {
      refuse(response, 410, "gone");
      return;
    }
    const pieces = partial.get(id) ?? [];
    partial.set(id, pieces);
    pieces.push(body);
    const received = pieces.reduce((sum, { length }) => sum + length, 0);
    const total = /\/(\d+)$/.exec(incoming.headers["content-range"] ?? "")?.[1];
    const isLast = incoming.headers["content-range"]?.endsWith("/*")
      ? incoming.headers["content-range"].includes("-*/")
      : total === undefined || Number(total) === received;
    if (!isLast) {
      const range = received ? { range: `bytes=0-${received - 1}` } : undefined;
      return void response.writeHead(308, range).end();
    }
    uploads.delete(id);
    const whole = { ...begun.upload, body: Buffer.concat(pieces) };
    json(response, resource(begun.bucket, store.put(begun.bucket, whole, begun.match)));
  }

  const standIn = {
    endpoint: "",
    requests: [] as GcsRequest[],
    faults: [] as Fault[],
    get bytesSent() {
      return sent;
    },
    onEvent: (_event: ObjectEvent): void => {},
    createBucket(name: string, { versioning = false } = {}) {
      store.buckets.set(name, { versioning, live: new Map(), archived: [] });
    },
    put: (bucket, name, body, options = {}) =>
      store.put(bucket, {
        ...options,
        name,
        body:
          typeof body === "string" || body instanceof Uint8Array
            ? Buffer.from(body as Uint8Array)
            : { size: body.size },
      }).generation,
    remove: (bucket, name) => void store.remove(bucket, name),
    touchMetadata: store.touchMetadata,
    names: (bucket) => [...store.buckets.get(bucket)!.live.keys()].sort(),
    content: (bucket, name) => contentOf(store, bucket, name),
    async stop() {
      server.closeAllConnections();
      await new Promise<void>((closed) => server.close(() => closed()));
    },
  } satisfies GcsStandIn as GcsStandIn & { endpoint: string };

  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  standIn.endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return standIn;
}

interface UploadRequest {
  readonly request: GcsRequest;
  readonly incoming: IncomingMessage;
  readonly body: Buffer;
  readonly bucketName: string;
  readonly response: ServerResponse;
}

function contentOf(store: ObjectStore, bucket: string, name: string): Buffer | undefined {
  const body = store.get(bucket, name)?.body;
  return Buffer.isBuffer(body) ? body : undefined;
}

/** The two parts of a multipart/related upload: metadata in JSON, then the bytes. */
function multipart(contentType: string, body: Buffer): Upload {
  const boundary = /boundary="?([^";]+)"?/.exec(contentType)?.[1] ?? "";
  const text = body.toString("latin1");
  const parts = text.split(`--${boundary}`).slice(1, -1);
  const [metadata = "{}", bytes = ""] = parts.map((part) =>
    part.slice(part.indexOf("\r\n\r\n") + 4).replace(/\r\n$/, ""),
  );
  return {
    ...(JSON.parse(Buffer.from(metadata, "latin1").toString()) as Upload),
    body: Buffer.from(bytes, "latin1"),
  };
}

function json(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { "content-type": "application/json; charset=UTF-8" }).end(JSON.stringify(body));
}

function refuse(response: ServerResponse, code: number, reason: string): void {
  const error = { code, message: reason, errors: [{ domain: "global", reason, message: reason }] };
  response.writeHead(code, { "content-type": "application/json; charset=UTF-8" });
  response.end(JSON.stringify({ error }));
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}
