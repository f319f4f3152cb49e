/** What Slack says happened to channels, their files and their messages, each durable before it is acknowledged. */
import { z } from "zod";
import type { ChannelDocuments } from "../files/channel-documents.ts";
import { messageShape, toStored } from "../files/read-message.ts";
import type { IncomingEvent } from "../permissions.ts";
import { type ListenerParts, onEvent } from "./listeners.ts";
import type { Welcome } from "./welcome.ts";

interface ChannelEventParts extends Pick<ListenerParts, "app" | "log" | "workspace"> {
  readonly documents: ChannelDocuments;
  readonly welcome: Pick<Welcome, "begin">;
}

const inChannel = z.object({ channel: z.string() });
const membership = z.object({ channel: z.string(), user: z.string(), inviter: z.string().optional() });
const renamed = z.object({ channel: z.object({ id: z.string(), name: z.string() }) });
const unshared = z.object({ channel: z.string(), is_ext_shared: z.boolean().optional() });
const moved = z.object({ old_channel_id: z.string(), new_channel_id: z.string() });
const file = z.object({
  file_id: z.string(),
  channel_id: z.string().optional(),
  channel_ids: z.array(z.string()).default([]),
});
const message = z.looseObject({
  channel: z.string(),
  subtype: z.string().optional(),
  ts: z.string().optional(),
  deleted_ts: z.string().optional(),
  message: z.unknown().optional(),
  previous_message: z.object({ thread_ts: z.string().optional() }).optional(),
});

export function listenForChannels(parts: ChannelEventParts): void {
  const { app, log, workspace, documents, welcome } = parts;

  /** Listens for events of one shape; one that has another is logged and left alone: it would never be understood. */
  function on<Shape extends z.ZodType>(
    names: readonly IncomingEvent[],
    shape: Shape,
    listener: (event: z.infer<Shape>) => Promise<void>,
  ): void {
    for (const name of names)
      onEvent(app, name, async (event) => {
        const read = shape.safeParse(event);
        if (!read.success) {
          log.warn("Slack sent an event of an unknown shape", { type: name });
          return;
        }
        await documents.ready;
        await listener(read.data);
      });
  }

  on(["member_joined_channel"], membership, async ({ channel, user, inviter = "" }) => {
    if (user === workspace().botUser && (await documents.invite(channel, inviter))) welcome.begin(channel);
  });
  on(["member_left_channel"], membership, async ({ channel, user }) => {
    if (user === workspace().botUser) await departed(channel);
  });
  on(["channel_left", "group_left"], inChannel, ({ channel }) => departed(channel));
  on(["channel_deleted", "group_deleted"], inChannel, ({ channel }) => documents.forget(channel));
  on(["channel_archive", "group_archive"], inChannel, ({ channel }) =>
    documents.learn(channel, { isArchived: true }),
  );
  on(["channel_unarchive", "group_unarchive"], inChannel, async ({ channel }) => {
    await documents.learn(channel, { isArchived: false });
    await documents.lookAt(channel);
  });
  on(["channel_rename", "group_rename"], renamed, ({ channel: { id, name } }) =>
    documents.learn(id, { name }),
  );
  on(["channel_shared"], inChannel, ({ channel }) => documents.learn(channel, { isShared: true }));
  on(["channel_unshared"], unshared, async ({ channel, is_ext_shared }) => {
    await documents.learn(channel, { isShared: is_ext_shared ?? true });
    await documents.lookAt(channel);
  });
  on(["channel_id_changed"], moved, async ({ old_channel_id, new_channel_id }) => {
    const old = documents.channel(old_channel_id);
    if (old?.state !== "indexed") return;
    await documents.index(new_channel_id, old.invitedBy);
    if (old.messages === "on") await documents.indexMessages(new_channel_id);
    await documents.forget(old_channel_id);
  });

  on(["file_shared", "file_unshared", "file_deleted", "file_created"], file, (event) =>
    documents.fileMoved(event.file_id, { channels: placesOf(event), isChanged: false }),
  );
  on(["file_change", "file_public"], file, (event) =>
    documents.fileMoved(event.file_id, { channels: placesOf(event), isChanged: true }),
  );

  on(["message"], message, async (event) => {
    const { channel, subtype } = event;
    const known = documents.channel(channel);
    if (!known) return;
    if (subtype === "channel_convert_to_private") await documents.learn(channel, { isPrivate: true });
    else if (subtype === "channel_convert_to_public") await documents.learn(channel, { isPrivate: false });
    else if (known.messages === "on") await hear(event);
  });

  async function hear(event: z.infer<typeof message>): Promise<void> {
    const { channel, subtype, deleted_ts, previous_message } = event;
    if (subtype === "message_deleted" && deleted_ts) {
      await documents.heard(channel, deleted_ts, async (messages) => {
        const known = await messages.get(channel, deleted_ts);
        await messages.remove(channel, [deleted_ts]);
        return known?.thread ?? previous_message?.thread_ts ?? deleted_ts;
      });
      return;
    }
    const read = messageShape.safeParse(subtype === "message_changed" ? event.message : event);
    if (!read.success) return;
    const stored = toStored(read.data, workspace().botUser);
    await documents.heard(channel, stored.ts, async (messages) => {
      const known = await messages.get(channel, stored.ts);
      // What was never stored and holds nothing to read, e.g. that somebody joined.
      if (!known && stored.text === "") return undefined;
      await messages.save(channel, [stored]);
      return stored.thread;
    });
  }

  /** Docent is not in a channel any more: archiving takes apps out, which is no wish that it forgets. */
  async function departed(channel: string): Promise<void> {
    const known = documents.channel(channel);
    if (!known || known.isArchived) return;
    const facts = await documents.facts(channel);
    if (facts?.isArchived) await documents.learn(channel, { isArchived: true });
    else if (!facts?.isMember) await documents.forget(channel);
  }
}

const placesOf = ({ channel_id, channel_ids }: z.infer<typeof file>): readonly string[] => [
  ...(channel_id ? [channel_id] : []),
  ...channel_ids,
];
