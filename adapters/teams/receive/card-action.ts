/** The buttons of Docent's cards that ask Docent to do something. */
import { z } from "zod";
import type { PersonId, TenantId } from "../../../src/access/scopes.ts";
import type { AskId, ConversationId } from "../../../src/conversation/ask.ts";
import type { Turns } from "../../../src/conversation/turns.ts";
import { addressOf, type ConversationAddress, type InboundActivity, type InvokeAnswer } from "../activity.ts";
import { limits } from "../limits.ts";
import { toChannel } from "../membership/create-membership.ts";
import type { TeamsMemory } from "../memory.ts";
import type { CardAction } from "../render/answer-card.ts";
import { ConnectorRefusal } from "../transport/connector-refusal.ts";
import type { Transport } from "../transport.ts";

const cardAction = z.object({
  docent: z.enum(["ask-privately", "report", "appeal"]),
  ask: z.string().min(1).max(200),
  question: z.string().max(30_000).optional(),
  /** What the reader wrote into a form of the card. */
  comment: z.string().max(limits.commentCharacters).optional(),
}) satisfies z.ZodType<CardAction>;
const executed = z.looseObject({ action: z.looseObject({ data: cardAction }) });

interface CardActionParts {
  readonly transport: Transport;
  readonly memory: TeamsMemory;
  readonly turns: Turns;
  readonly tenant: TenantId;
}

/** Does what the button of a card says (`adaptiveCard/action`) and answers with a line for whoever pressed it. */
export async function actOnCard(
  activity: InboundActivity,
  person: PersonId,
  parts: CardActionParts,
): Promise<InvokeAnswer> {
  const parsed = executed.safeParse(activity.value);
  if (!parsed.success) return { status: 400, body: { error: "This is no button of Docent's" } };
  const action = parsed.data.action.data;
  return say(
    action.docent === "ask-privately"
      ? await askPrivately(action, activity, person, parts)
      : await report(action, activity, person, parts),
  );
}

/** Puts what the reader thinks before a person. */
async function report(
  { docent, ask, comment }: z.infer<typeof cardAction>,
  activity: InboundActivity,
  person: PersonId,
  { turns, tenant }: CardActionParts,
): Promise<string> {
  const channel = toChannel(activity.conversation.id);
  if (!(await turns.reply(ask as AskId, { tenant, person, channel }))) return "This reply is no longer kept.";
  const kind = docent === "appeal" ? "appeal" : "biased-or-wrong";
  const words = comment?.trim();
  await turns.feedback(ask as AskId, person, { kind, ...(words && { comment: words }) });
  return "Thank you. A person will look at it.";
}

/** Asks the same question again, for the person who pressed the button alone. */
async function askPrivately(
  { ask, question }: CardAction,
  activity: InboundActivity,
  person: PersonId,
  parts: CardActionParts,
): Promise<string> {
  if (!question) return "Ask me in a private chat to see them.";
  const address = await privateChat(activity, person, parts);
  if (!address) return "I may not write to you yet: open a chat with me, then press this again.";
  parts.memory.saw(person, address);
  await parts.turns.receive({
    tenant: parts.tenant,
    platform: "teams",
    dedupeKey: `private|${ask}|${person}`,
    person,
    audience: { kind: "private", person },
    conversation: `teams:${address.conversation}` as ConversationId,
    question,
    address: { ...address },
  });
  return "The answer is in your private chat with me.";
}

async function privateChat(
  activity: InboundActivity,
  person: PersonId,
  { transport, memory }: CardActionParts,
): Promise<ConversationAddress | undefined> {
  const known = memory
    .conversationsOf(person, limits.conversationsPerPerson)
    .find(({ conversationType }) => conversationType === "personal");
  if (known) return known;
  const address = addressOf(activity);
  try {
    const conversation = await transport.openPersonalChat(address);
    return { ...address, conversation, conversationType: "personal" };
  } catch (error) {
    // 403 and 404: the app is not installed for this person.
    if (error instanceof ConnectorRefusal && [400, 403, 404].includes(error.status)) return undefined;
    throw error;
  }
}

const say = (value: string): InvokeAnswer => ({
  status: 200,
  body: { statusCode: 200, type: "application/vnd.microsoft.activity.message", value },
});
