import { randomUUID } from "node:crypto";
import { MACHINE_OWNER } from "../access/local-directory.ts";
import { channelId, personId } from "../access/scopes.ts";
import type { ConversationId } from "../conversation/ask.ts";
import { freshness } from "../conversation/freshness.ts";
import type { Reply } from "../conversation/reply.ts";
import { replyJson } from "../conversation/reply-json.ts";
import type { Core } from "../core.ts";
import { progressReport } from "../documents/progress.ts";
import { explainDraft, explainReceipt } from "../safety/explain-receipt.ts";
import { print } from "./print.ts";
import { UsageError } from "./usage-error.ts";
import { withCore } from "./with-core.ts";

interface AskOptions {
  /** A person of docent.json, with or without `local:`; the machine's owner otherwise. */
  readonly as?: string;
  /** A channel of docent.json, with or without `local:`; privately otherwise. */
  readonly in?: string;
}

/** `docent ask "<question>"`: indexes the documents folder first when nothing is indexed yet. */
export async function askCommand(question: string, options: AskOptions & { json?: boolean }): Promise<void> {
  await withCore(async (core, settings) => {
    const { documents } = await core.catalogue.count(core.tenant);
    if (documents === 0)
      await core.indexFolder(settings.DOCENT_DOCUMENTS, { report: progressReport(process.stderr) });
    await core.vectors?.warmUp();
    const reply = await askOnce(core, question, options);
    print(replyJson(reply), options, () => replyText(reply));
  });
}

/**
 * One ask through the same ledger, turn and guard as everywhere else; resolves with its reply.
 * @throws {UsageError} when nobody is called so, or the person is not in the channel.
 */
async function askOnce(core: Core, question: string, options: AskOptions): Promise<Reply> {
  const { directory, turns, settings } = core;
  const named = (name: string) => (name.includes(":") ? name : `local:${name}`);
  const person = options.as ? personId(named(options.as)) : MACHINE_OWNER;
  const known = directory.people.map(({ id }) => id);
  if (!known.includes(person))
    throw new UsageError(`Nobody is called ${person}. Known: ${known.join(", ")}.`);
  const channel = options.in ? channelId(named(options.in)) : undefined;
  if (channel && !directory.channels.some(({ id, members }) => id === channel && members.includes(person))) {
    const open = directory.channels.filter(({ members }) => members.includes(person)).map(({ id }) => id);
    throw new UsageError(`${person} is in no channel ${channel}. In: ${open.join(", ") || "none"}.`);
  }

  const { promise, resolve } = Promise.withResolvers<Reply>();
  const connection = randomUUID();
  turns.register("local", {
    async deliver(ask, events) {
      for await (const event of events) {
        if (event.type === "done" && ask.dedupeKey === connection) resolve(event.reply);
      }
    },
  });
  await turns.start();
  await turns.receive({
    tenant: core.tenant,
    platform: "local",
    dedupeKey: connection,
    person,
    audience: channel ? { kind: "channel", channel } : { kind: "private", person },
    conversation: `cli:${connection}` as ConversationId,
    question,
    address: { connection },
  });
  const reply = await promise;
  await turns.stop(settings.DOCENT_MODEL_TIMEOUT_MS);
  return reply;
}

/** The reply as a terminal shows it: text, sources, and what the checks found. */
function replyText(reply: Reply): string {
  const sources = reply.citations.map(
    (citation) =>
      `  [${citation.n}] ${citation.location} (${freshness(citation)})\n      “${citation.quote}”`,
  );
  const concerns = explainReceipt(reply.receipt).filter(({ concern }) => concern);
  const found = concerns.map(({ check, result }) => `  ${check}: ${result}`);
  return [
    ...(reply.interpretedAs ? [`Understood as: ${reply.interpretedAs}`, ""] : []),
    reply.text.text,
    ...(sources.length ? ["", "Sources", ...sources] : []),
    "",
    `Checked by ${reply.receipt.entries.length} filters: ${found.length ? "see below" : "nothing found"}. ${explainDraft(reply.model, reply.timings.total)}`,
    ...found,
  ].join("\n");
}
