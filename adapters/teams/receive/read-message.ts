/** What a person said to Docent, out of what Teams made of it. */
import { z } from "zod";
import { conversationTypeOf, type InboundActivity } from "../activity.ts";

const mention = z.looseObject({
  type: z.literal("mention"),
  text: z.string().nullish(),
  mentioned: z.looseObject({ id: z.string(), name: z.string().nullish() }),
});

/**
 * The question, without the mention of the bot and with characters instead of entities; "" when nothing but the
 * mention was said, `undefined` when the message is not for Docent (in channels and groups only mentions are).
 */
export function readMessage(activity: InboundActivity): string | undefined {
  const mentions = (activity.entities ?? []).flatMap((entity) => mention.safeParse(entity).data ?? []);
  const bot = activity.recipient.id;
  if (conversationTypeOf(activity) !== "personal" && !mentions.some(({ mentioned }) => mentioned.id === bot))
    return undefined;
  let text = activity.text ?? "";
  for (const { text: tag, mentioned } of mentions) {
    if (tag) text = text.replaceAll(tag, mentioned.id === bot ? " " : (mentioned.name ?? ""));
  }
  return decodeEntities(withoutTags(text, activity.textFormat === "xml"))
    .replace(/[\u00a0\u200b]/g, " ")
    .replace(/[ \t]+/g, " ")
    .replace(/ ?\n ?/g, "\n")
    .trim();
}

/** `<at>` tags always go, their text stays; the others only where Teams says that the text is markup. */
function withoutTags(text: string, isMarkup: boolean): string {
  const withoutMentions = text.replace(/<\/?at(?:\s[^<>]*)?>/gi, "");
  if (!isMarkup) return withoutMentions;
  return withoutMentions.replace(/<br\s*\/?>|<\/(?:p|div|li)>/gi, "\n").replace(/<\/?[a-z][^<>]*>/gi, "");
}

const NAMED: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
};

/** Teams sends `&nbsp;` and friends in plain text. One pass: what was escaped twice stays escaped once. */
const decodeEntities = (text: string): string =>
  text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|lt|gt|quot|apos|nbsp));/gi,
    (entity, decimal, hex, name) => {
      if (name) return NAMED[name.toLowerCase()] ?? entity;
      const code = decimal ? Number(decimal) : Number.parseInt(hex, 16);
      return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
        ? String.fromCodePoint(code)
        : entity;
    },
  );
