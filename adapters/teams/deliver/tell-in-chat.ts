import { z } from "zod";
import type { PersonId } from "../../../src/access/scopes.ts";
import type { DeliveryNote } from "../../../src/conversation/courier.ts";
import { ownWords, type Released } from "../../../src/safety/released.ts";
import type { ConversationAddress } from "../activity.ts";
import { limits } from "../limits.ts";
import type { TeamsMemory } from "../memory.ts";
import { renderMarkdown } from "../render/render-markdown.ts";
import type { Transport } from "../transport.ts";
import { type Pace, patiently } from "./patiently.ts";

/** The line that the text replaces. */
const handle = z.object({ activity: z.string().min(1) });

const NEWS = ownWords`There is news about something that I told you.`;

interface TellParts {
  readonly transport: Transport;
  readonly memory: TeamsMemory;
  readonly pace: Pace;
}

/**
 * Writes into a person's one-to-one chat. Nobody can look there for what was sent before a crash, so with a note a line
 * goes first, is remembered, and is replaced by the text: a crash repeats that line at worst.
 * @throws when Teams refuses or cannot be reached, and when Docent has never met the person.
 */
export async function tellInChat(
  { transport, memory, pace }: TellParts,
  person: PersonId,
  text: Released,
  note?: DeliveryNote,
): Promise<void> {
  const address = await chatWith(person, { transport, memory });
  const say = (words: Released) =>
    ({ type: "message", textFormat: "markdown", text: renderMarkdown(words) }) as const;
  const send = (words: Released) => patiently(() => transport.send(address, say(words)), pace);
  if (!note) return void (await send(text));
  const known = note.handle === undefined ? undefined : handle.parse(note.handle).activity;
  const activity = known ?? (await send(NEWS));
  if (!known) await note.remember({ activity });
  await patiently(() => transport.update(address, activity, say(text)), pace);
}

async function chatWith(
  person: PersonId,
  { transport, memory }: Pick<TellParts, "transport" | "memory">,
): Promise<ConversationAddress> {
  const met = memory.conversationsOf(person, limits.conversationsPerPerson);
  const chat = met.find(({ conversationType }) => conversationType === "personal");
  if (chat) return chat;
  const [elsewhere] = met;
  if (!elsewhere) throw new Error("Docent has met this person nowhere in Teams, and cannot write to them");
  const conversation = await transport.openPersonalChat(elsewhere);
  return { ...elsewhere, conversation, conversationType: "personal" };
}
