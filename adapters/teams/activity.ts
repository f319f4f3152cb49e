/**
 * Bot Framework activities as plain objects: only what Docent reads and writes. Whatever library carries them stays
 * behind transport.ts.
 */
import { z } from "zod";
import type { Json } from "../../src/conversation/ask.ts";

const id = z.string().regex(/^\S+$/);

const account = z.looseObject({
  id,
  name: z.string().nullish(),
  aadObjectId: id.nullish(),
});

/** What arrives at /api/messages; unknown members are kept and ignored. */
export const inboundActivity = z.looseObject({
  type: z.string().min(1),
  id: z.string().nullish(),
  channelId: z.literal("msteams"),
  serviceUrl: z.url({ protocol: /^https?$/ }),
  from: account,
  recipient: account,
  conversation: z.looseObject({
    id,
    conversationType: z.enum(["personal", "groupChat", "channel"]).nullish(),
    tenantId: z.string().nullish(),
    isGroup: z.boolean().nullish(),
  }),
  text: z.string().nullish(),
  textFormat: z.string().nullish(),
  attachments: z
    .array(
      z.looseObject({
        contentType: z.string().nullish(),
        name: z.string().nullish(),
        content: z.unknown().optional(),
      }),
    )
    .nullish(),
  entities: z.array(z.looseObject({})).nullish(),
  channelData: z
    .looseObject({
      tenant: z.looseObject({ id: z.string().nullish() }).nullish(),
      /** What happened to a team or channel, e.g. `channelDeleted`. */
      eventType: z.string().nullish(),
      team: z.looseObject({ id: id.nullish(), aadGroupId: id.nullish() }).nullish(),
      channel: z.looseObject({ id: id.nullish(), name: z.string().nullish() }).nullish(),
    })
    .nullish(),
  membersAdded: z.array(account).nullish(),
  membersRemoved: z.array(account).nullish(),
  action: z.string().nullish(),
  name: z.string().nullish(),
  replyToId: z.string().nullish(),
  value: z.unknown().optional(),
});

export type InboundActivity = z.infer<typeof inboundActivity>;

/** Something that happens in an activity beside its text: streaming state, AI label, mention. */
export interface Entity {
  readonly type: string;
  readonly [member: string]: unknown;
}

export interface Attachment {
  readonly contentType: string;
  readonly content: unknown;
}

/** What Docent sends. */
export interface OutboundActivity {
  readonly type: "message" | "typing";
  readonly text?: string;
  readonly textFormat?: "markdown";
  readonly entities?: readonly Entity[];
  readonly attachments?: readonly Attachment[];
  readonly channelData?: { readonly [member: string]: Json };
}

/** Where a reply goes, kept in the ledger: enough to write to a conversation after a restart. */
export interface ConversationAddress {
  readonly serviceUrl: string;
  readonly conversation: string;
  readonly conversationType: "personal" | "groupChat" | "channel";
  readonly tenant: string | null;
  /** The bot's account in this conversation (`28:<app id>`). */
  readonly bot: string;
  /** The person's account in this conversation (`29:…`). */
  readonly user: string;
}

/** What an invoke is answered with; the platform waits for it. */
export interface InvokeAnswer {
  readonly status: number;
  readonly body?: unknown;
}

const address = z.object({
  serviceUrl: z.string(),
  conversation: z.string(),
  conversationType: z.enum(["personal", "groupChat", "channel"]),
  tenant: z.string().nullable(),
  bot: z.string(),
  user: z.string(),
});

/** @throws when the ledger holds something else than `addressOf` made. */
export const parseAddress = (json: Json): ConversationAddress => address.parse(json);

/** Where an activity came from, as JSON for the ledger. */
export function addressOf(activity: InboundActivity): ConversationAddress {
  return {
    serviceUrl: activity.serviceUrl,
    conversation: activity.conversation.id,
    conversationType: conversationTypeOf(activity),
    tenant: tenantOf(activity) ?? null,
    bot: activity.recipient.id,
    user: activity.from.id,
  };
}

/** Older clients leave the type out of one-to-one chats. */
export function conversationTypeOf(activity: InboundActivity): ConversationAddress["conversationType"] {
  const { conversationType, isGroup } = activity.conversation;
  return conversationType ?? (isGroup ? "groupChat" : "personal");
}

/** The Microsoft 365 tenant that an activity comes from. */
export const tenantOf = (activity: InboundActivity): string | undefined =>
  activity.channelData?.tenant?.id ?? activity.conversation.tenantId ?? undefined;

/** The channel or chat without its thread: `19:abc@thread.tacv2;messageid=1` is thread 1 of `19:abc@thread.tacv2`. */
export const withoutThread = (conversation: string): string => conversation.replace(/;messageid=.*$/, "");
