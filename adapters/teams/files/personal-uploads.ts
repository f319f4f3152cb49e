/**
 * Files that a person sends Docent in their private chat: fetched, kept in the data folder, and read by nobody else.
 * Teams' link to them lasts for minutes, so Docent keeps the bytes.
 */
import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { type PersonId, personScope } from "../../../src/access/scopes.ts";
import type { Keeper, SourceStatus } from "../../../src/documents/keeper.ts";
import { isDocumentName } from "../../../src/documents/parse/format.ts";
import { type DocumentSource, type SourceEntry, SourceError } from "../../../src/documents/sources/source.ts";
import type { Log } from "../../../src/operations/log.ts";
import { type ConversationAddress, type InboundActivity, parseAddress } from "../activity.ts";
import { limits } from "../limits.ts";
import { type DownloadOptions, download, mayDownload } from "./download.ts";
import { plainName } from "./drive-item.ts";
import type { FileMemory, Upload } from "./file-memory.ts";

/** What became of a file that was sent. */
export interface UploadOutcome {
  readonly name: string;
  /** Why it cannot be read; without one it can be asked about, or will be once it `isWaiting` no more. */
  readonly problem?: string;
  readonly isWaiting?: boolean;
}

interface PersonalUploadsOptions {
  readonly memory: FileMemory;
  readonly keeper: Keeper;
  /** Docent's data folder. */
  readonly folder: string;
  readonly download: DownloadOptions;
  readonly log: Log;
  /** Tells the person in their chat. */
  readonly tell: (address: ConversationAddress, outcome: UploadOutcome) => Promise<void>;
  /** How long to wait for a file to be indexed before saying that it is still being read, ms. */
  readonly waitMs?: number;
}

export interface PersonalUploads {
  /** Takes care of what was sent before, and fetches what was not fetched yet. */
  start(): void;
  /** Takes the files of a message; when it returns they are not forgotten by a crash. */
  take(person: PersonId, address: ConversationAddress, files: readonly SentFile[]): void;
  list(person: PersonId): readonly Upload[];
  status(person: PersonId): Promise<SourceStatus | undefined>;
  /** Forgets the files of this name, bytes and all; how many there were. */
  forget(person: PersonId, name: string): Promise<number>;
  /** Forgets everything that a person sent; how many files there were. */
  forgetAll(person: PersonId): Promise<number>;
  /** Cuts downloads short, which the next start takes up, and lets go of the sources. */
  stop(): Promise<void>;
}

/** A file as the message names it. */
export interface SentFile {
  readonly id: string;
  readonly name: string;
  readonly url: string;
}

const FILE = "application/vnd.microsoft.teams.file.download.info";

const sentFile = z.looseObject({
  contentType: z.literal(FILE),
  name: z.string().nullish(),
  content: z.looseObject({
    downloadUrl: z.string().max(8_192),
    uniqueId: z.string().nullish(),
    fileType: z.string().nullish(),
  }),
});

/** The files that a message carries. */
export function sentFiles(activity: InboundActivity): SentFile[] {
  return (activity.attachments ?? []).flatMap((attachment) => {
    const { data } = sentFile.safeParse(attachment);
    if (!data) return [];
    const { downloadUrl: url, uniqueId, fileType } = data.content;
    const given = plainName(data.name ?? "") || "file";
    const name = /\.[^.\s]+$/.test(given) || !fileType ? given : `${given}.${plainName(fileType)}`;
    const id = /^[\w-]{1,100}$/.test(uniqueId ?? "") ? String(uniqueId) : hashOf(Buffer.from(name));
    return [{ id, name, url }];
  });
}

export const uploadsSourceName = (person: PersonId): string =>
  `teams:uploads:${person.slice("teams:".length)}`;

/** Where the bytes of an upload are, in Docent's data folder. */
export const uploadedFile = (folder: string, hash: string): string => join(folder, "teams-uploads", hash);

const DAY_MS = 24 * 3_600_000;
const LOOK_AGAIN_MS = 200;

export function createPersonalUploads(options: PersonalUploadsOptions): PersonalUploads {
  const { memory, keeper, download: fetching, log, tell, waitMs = 60_000 } = options;
  const underWay = new Set<Promise<void>>();
  const stopping = new AbortController();
  const fileOf = (hash: string): string => uploadedFile(options.folder, hash);

  function sourceOf(person: PersonId): DocumentSource {
    const entryOf = ({ id, name, sentAt, size, hash }: Upload): SourceEntry => ({
      path: id,
      name,
      modifiedAt: sentAt,
      size,
      scopes: [personScope(person)],
      owner: person,
      version: `${hash} ${name}`,
    });
    return {
      name: uploadsSourceName(person),
      async *list() {
        for (const upload of memory.uploads(person)) if (upload.hash) yield entryOf(upload);
      },
      async find(path) {
        const upload = memory.upload(person, path);
        return upload?.hash ? entryOf(upload) : undefined;
      },
      async read({ path }) {
        const upload = memory.upload(person, path);
        if (!upload?.hash) throw new SourceError("it was forgotten: send it again");
        return readFile(fileOf(upload.hash));
      },
    };
  }

  const keep = (person: PersonId): void => keeper.add(sourceOf(person), { reconcileEveryMs: DAY_MS });

  /** For what goes on after the message was acknowledged. */
  function later(task: Promise<void>): void {
    const work = task
      .catch((error: unknown) => log.warn("A file of a private chat could not be taken", { error }))
      .finally(() => underWay.delete(work));
    underWay.add(work);
  }

  /** Fetches a file; a failure is told to the person and leaves nothing behind. */
  async function fetchAndTell(upload: Upload): Promise<void> {
    if (!upload.pending) return;
    const { person, id } = upload;
    const { name } = upload.pending;
    const address = parseAddress(JSON.parse(upload.pending.address));
    try {
      await store(upload, await download(upload.pending.url, { ...fetching, signal: stopping.signal }));
    } catch (error) {
      if (stopping.signal.aborted) return;
      if (!(error instanceof SourceError)) throw error;
      const known = memory.upload(person, id);
      if (known?.hash) memory.saveUpload({ ...known, pending: undefined });
      else memory.removeUpload(person, id);
      await tell(address, { name, problem: error.message });
      return;
    }
    await tell(address, { name, ...(await settled(person, id)) });
  }

  async function store(upload: Upload, bytes: Uint8Array): Promise<void> {
    const hash = hashOf(bytes);
    mkdirSync(dirname(fileOf(hash)), { recursive: true, mode: 0o700 });
    const unfinished = `${fileOf(hash)}.${process.pid}.tmp`;
    await writeFile(unfinished, bytes, { mode: 0o600, flush: true });
    await rename(unfinished, fileOf(hash));
    const earlier = memory.upload(upload.person, upload.id);
    const name = upload.pending?.name ?? upload.name;
    const sentAt = new Date().toISOString();
    memory.saveUpload({ ...upload, name, sentAt, size: bytes.length, hash, pending: undefined });
    await dropUnused(earlier?.hash);
    keep(upload.person);
    await keeper.touch(uploadsSourceName(upload.person), upload.id);
  }

  /** Waits until the keeper has looked at a file. */
  async function settled(person: PersonId, id: string): Promise<Omit<UploadOutcome, "name">> {
    const giveUpAt = Date.now() + waitMs;
    for (; Date.now() < giveUpAt && !stopping.signal.aborted; await sleep(LOOK_AGAIN_MS)) {
      const status = await statusOf(person);
      if (status && status.pending > 0) continue;
      const problem = status?.failed.find(({ path }) => path === id)?.reason;
      return problem ? { problem } : {};
    }
    return { isWaiting: true };
  }

  async function statusOf(person: PersonId): Promise<SourceStatus | undefined> {
    const name = uploadsSourceName(person);
    return (await keeper.status()).find(({ source }) => source === name);
  }

  /** Removes stored bytes that no upload needs any more. */
  async function dropUnused(hash: string | undefined): Promise<void> {
    if (hash && !memory.uploads().some((upload) => upload.hash === hash))
      await rm(fileOf(hash), { force: true });
  }

  async function forget(person: PersonId, uploads: readonly Upload[]): Promise<number> {
    for (const { id, hash } of uploads) {
      memory.removeUpload(person, id);
      await keeper.touch(uploadsSourceName(person), id);
      await dropUnused(hash);
    }
    return uploads.length;
  }

  /** Why a file is not even fetched. */
  function refuse(person: PersonId, { id, name, url }: SentFile): string | undefined {
    if (!isDocumentName(name))
      return "it is no document: send text, PDF, Word, Excel, PowerPoint, HTML or e-mail";
    if (!mayDownload(url, fetching)) return "it is on no file server of Microsoft 365: it is not fetched";
    if (!memory.upload(person, id) && memory.uploads(person).length >= limits.uploadsPerPerson)
      return `I keep ${limits.uploadsPerPerson} files of one person: tell me to forget some first`;
    return undefined;
  }

  return {
    start() {
      for (const upload of memory.uploads()) {
        keep(upload.person);
        later(fetchAndTell(upload));
      }
    },
    take(person, address, files) {
      for (const file of files) {
        const problem = refuse(person, file);
        if (problem) {
          later(tell(address, { name: file.name, problem }));
          continue;
        }
        const { id, name, url } = file;
        const unfetched = { person, id, name, sentAt: new Date().toISOString(), size: 0, hash: "" };
        // An earlier file stays as it is until this one is here.
        const upload: Upload = {
          ...(memory.upload(person, id) ?? unfetched),
          pending: { url, name, address: JSON.stringify(address) },
        };
        memory.saveUpload(upload);
        later(fetchAndTell(upload));
      }
    },
    list: (person) => memory.uploads(person).filter(({ hash }) => hash !== ""),
    status: statusOf,
    forget: (person, name) =>
      forget(
        person,
        memory.uploads(person).filter((upload) => upload.name.toLowerCase() === name.toLowerCase()),
      ),
    forgetAll: (person) => forget(person, memory.uploads(person)),
    async stop() {
      stopping.abort();
      await Promise.allSettled(underWay);
      for (const person of new Set(memory.uploads().map((upload) => upload.person)))
        await keeper.drop(uploadsSourceName(person), { forget: false });
    },
  };
}

const hashOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
