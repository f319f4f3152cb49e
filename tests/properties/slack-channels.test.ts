/** Whatever happens to channels and files, in whatever order: what is indexed, and for whom, is what Slack says now. */
import fc from "fast-check";
import type { Clock } from "../../adapters/slack/files/pacer.ts";
import { type SlackDocent, startSlackDocent } from "../stand-ins/slack-docent.ts";

const kinds = [
  "share",
  "unshare",
  "edit",
  "delete",
  "forget file",
  "take back",
  "index",
  "forget",
  "open",
  "close",
  "made private",
  "made public",
  "shared with others",
  "no longer shared",
] as const;
const step = fc.record({
  kind: fc.constantFrom(...kinds),
  channel: fc.nat({ max: 1 }),
  file: fc.nat({ max: 1 }),
});

/** Time passes by itself where Slack's pace asks for it: more happens here in a minute than Slack allows. */
function impatient(): Clock {
  let aheadMs = 0;
  return {
    now: () => Date.now() + aheadMs,
    async sleep(ms) {
      aheadMs += ms;
    },
  };
}

/** What a channel should be, beside what Slack's stand-in knows of it. */
interface Model {
  isIndexed: boolean;
  isOpen: boolean;
  readonly forgotten: Set<string>;
}

let docent: SlackDocent;
let run = 0;
beforeAll(async () => {
  docent = await startSlackDocent({ clock: impatient() });
});
afterAll(() => docent.stop());

test("what is indexed for whom is what Slack says, after any events and commands", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 16 }), async (steps) => {
      run += 1;
      const channels = [`C${run}A`, `C${run}B`];
      const files = [`F${run}X`, `F${run}Y`];
      const models = new Map<string, Model>(
        channels.map((id) => [id, { isIndexed: false, isOpen: false, forgotten: new Set() }]),
      );
      for (const id of channels) docent.slack.addChannel(id, ["U1", "UADMIN"]);
      // Most orders of events change nothing in a channel that has no files or is not open.
      for (const kind of ["index", "share", "open"] as const)
        for (const id of channels) await take(models.get(id)!, { kind, channel: id, file: files[0]! });
      for (const { kind, channel, file } of steps) {
        const at = channels[channel]!;
        await take(models.get(at)!, { kind, channel: at, file: files[file]! });
        for (const [id, { forgotten }] of models)
          for (const name of forgotten) if (!isShared(name, id)) await lost(forgotten, name, id);
      }
      for (const id of channels) {
        const expected = expectedOf(id, models.get(id)!, files);
        await docent.eventually(
          async () => JSON.stringify(await indexed(id)),
          exactly(JSON.stringify(expected)),
        );
      }
    }),
    { numRuns: 16, endOnFailure: true },
  );
}, 240_000);

const isShared = (file: string, channel: string): boolean =>
  docent.slack.files.get(file)?.channels.includes(channel) ?? false;

/** A forgotten file that leaves its channel is no longer remembered as forgotten; shared again, it is a new one. */
async function lost(forgotten: Set<string>, file: string, channel: string): Promise<void> {
  const rows = docent.core.db.selectFrom("slack_files").selectAll();
  const ofFile = rows.where("file", "=", file).where("channel", "=", channel);
  await docent.eventually(async () => String((await ofFile.execute()).length), /^0$/);
  forgotten.delete(file);
}

async function take(
  model: Model,
  { kind, channel, file }: { kind: (typeof kinds)[number]; channel: string; file: string },
): Promise<void> {
  const { slack, event, ask } = docent;
  const known = slack.files.get(file);
  const place = slack.channels.get(channel)!;
  const base = { file_id: file, user_id: "U1", file: { id: file } };
  switch (kind) {
    case "share":
      if (known) known.channels = [...new Set([...known.channels, channel])];
      else slack.addFile(file, { channels: [channel], content: `# ${file}\n\nThe file ${file} is here.\n` });
      return event({ type: "file_shared", ...base, channel_id: channel });
    case "unshare":
      if (known) known.channels = known.channels.filter((id) => id !== channel);
      return event({ type: "file_unshared", ...base, channel_id: channel });
    case "edit":
      if (known) known.content = `${known.content}More.\n`;
      return event({ type: "file_change", file_id: file, file: { id: file } });
    case "delete":
      slack.files.delete(file);
      return event({ type: "file_deleted", file_id: file, channel_ids: known?.channels ?? [] });
    case "forget file":
      if (/I am forgetting “/.test(await ask("U1", `forget "${file}.md"`, channel)))
        model.forgotten.add(file);
      return;
    case "take back":
      if (/again/.test(await ask("U1", `index "${file}.md"`, channel))) model.forgotten.delete(file);
      return;
    case "index":
      await docent.eventually(() => ask("U1", "index", channel), /reading the files|already/);
      model.isIndexed = true;
      return;
    case "forget":
      await ask("U1", "forget", channel);
      Object.assign(model, { isIndexed: false, isOpen: false });
      model.forgotten.clear();
      return;
    case "open":
      if (/Every colleague/.test(await ask("UADMIN", "open", channel))) model.isOpen = true;
      return;
    case "close":
      await ask("UADMIN", "close", channel);
      model.isOpen = false;
      return;
    case "made private":
    case "made public": {
      const isPrivate = kind === "made private";
      slack.channels.set(channel, { ...place, isPrivate });
      if (isPrivate) model.isOpen = false;
      const subtype = isPrivate ? "channel_convert_to_private" : "channel_convert_to_public";
      return event({ type: "message", subtype, channel, user: "U1", ts: "1790000000.000100" });
    }
    case "shared with others":
      slack.channels.set(channel, { ...place, isShared: true });
      model.isOpen = false;
      return event({ type: "channel_shared", connected_team_id: "T2", channel });
    case "no longer shared":
      slack.channels.set(channel, { ...place, isShared: false });
      return event({
        type: "channel_unshared",
        previously_connected_team_id: "T2",
        channel,
        is_ext_shared: false,
      });
  }
}

function expectedOf(channel: string, model: Model, files: readonly string[]): readonly string[] {
  if (!model.isIndexed) return [];
  const scopes = [`channel:slack:${channel}`, ...(model.isOpen ? ["org"] : [])].join(" ");
  return files
    .filter((id) => isShared(id, channel) && !model.forgotten.has(id))
    .map((id) => `${id} ${docent.slack.files.get(id)!.content.length} ${scopes}`);
}

async function indexed(channel: string): Promise<readonly string[]> {
  const { catalogue, tenant, index } = docent.core;
  const found = await catalogue.list(tenant, { source: `slack:T00000001:${channel}` });
  const lines: string[] = [];
  for (const { id, path, size, status, scopes } of found) {
    const passages = await index.passagesOf(tenant, id);
    if (status !== "indexed" || passages.length === 0) lines.push(`${path} ${status}`);
    for (const passage of passages)
      lines.push(
        passage.scopes.toSorted().join(" ") === scopes.toSorted().join(" ")
          ? `${path} ${size} ${scopes.toSorted().join(" ")}`
          : `${path} is stamped otherwise`,
      );
  }
  return lines;
}

const exactly = (text: string): RegExp => new RegExp(`^${text.replaceAll(/[[\]().*+?^$|{}\\]/g, "\\$&")}$`);
