/** Just enough of a WebSocket server (RFC 6455) to be Slack's end of Socket Mode. */
import { createHash } from "node:crypto";
import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";

const HANDSHAKE_KEY = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
const TEXT = 0x1;
const CLOSE = 0x8;
const PING = 0x9;
const PONG = 0xa;

export interface SlackSocket {
  /** Envelope ids that were acknowledged, with what came along. */
  readonly acknowledged: { readonly envelope_id: string; readonly payload?: unknown }[];
  /** How many clients ever connected. */
  readonly connections: () => number;
  /** Sends one envelope to every open connection. */
  send(envelope: Record<string, unknown>): void;
  close(): void;
}

/** Takes WebSocket connections on `/socket` of an HTTP server and greets them as Slack does. */
export function openSlackSocket(server: Server): SlackSocket {
  const acknowledged: { envelope_id: string; payload?: unknown }[] = [];
  const open = new Set<Duplex>();
  let count = 0;

  server.on("upgrade", (request: IncomingMessage, socket: Duplex) => {
    const accept = createHash("sha1")
      .update(`${request.headers["sec-websocket-key"]}${HANDSHAKE_KEY}`)
      .digest("base64");
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
    open.add(socket);
    count += 1;
    socket.on("close", () => open.delete(socket));
    socket.on("error", () => open.delete(socket));
    let pending: Buffer = Buffer.alloc(0);
    socket.on("data", (piece: Buffer) => {
      pending = Buffer.concat([pending, piece]);
      for (let frame = readFrame(pending); frame; frame = readFrame(pending)) {
        pending = frame.rest;
        if (frame.opcode === PING) socket.write(writeFrame(PONG, frame.payload));
        else if (frame.opcode === CLOSE) socket.end(writeFrame(CLOSE, frame.payload));
        else if (frame.opcode === TEXT) acknowledged.push(JSON.parse(frame.payload.toString("utf8")));
      }
    });
    const hello = {
      type: "hello",
      num_connections: 1,
      connection_info: { app_id: "A00000001" },
      debug_info: {},
    };
    socket.write(writeFrame(TEXT, Buffer.from(JSON.stringify(hello))));
  });

  return {
    acknowledged,
    connections: () => count,
    send(envelope) {
      const frame = writeFrame(TEXT, Buffer.from(JSON.stringify(envelope)));
      for (const socket of open) socket.write(frame);
    },
    close() {
      for (const socket of open) socket.destroy();
    },
  };
}

function readFrame(data: Buffer): { opcode: number; payload: Buffer; rest: Buffer } | undefined {
  if (data.length < 2) return undefined;
  const opcode = data.readUInt8(0) & 0x0f;
  const isMasked = (data.readUInt8(1) & 0x80) !== 0;
  let length = data.readUInt8(1) & 0x7f;
  let offset = 2;
  if (length === 126) {
    if (data.length < 4) return undefined;
    length = data.readUInt16BE(2);
    offset = 4;
  } else if (length === 127) {
    if (data.length < 10) return undefined;
    length = Number(data.readBigUInt64BE(2));
    offset = 10;
  }
  const mask = isMasked ? data.subarray(offset, offset + 4) : Buffer.alloc(4);
  if (isMasked) offset += 4;
  if (data.length < offset + length) return undefined;
  const payload = Buffer.from(data.subarray(offset, offset + length));
  for (let index = 0; index < payload.length; index += 1)
    payload[index] = (payload[index] ?? 0) ^ (mask[index % 4] ?? 0);
  return { opcode, payload, rest: data.subarray(offset + length) };
}

function writeFrame(opcode: number, payload: Buffer): Buffer {
  const size = payload.length;
  const header =
    size < 126
      ? Buffer.from([0x80 | opcode, size])
      : size < 65_536
        ? Buffer.from([0x80 | opcode, 126, size >> 8, size & 0xff])
        : Buffer.concat([Buffer.from([0x80 | opcode, 127]), bigSize(size)]);
  return Buffer.concat([header, payload]);
}

function bigSize(size: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(size));
  return bytes;
}
