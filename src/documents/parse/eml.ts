import PostalMime, { type Address, type Attachment } from "postal-mime";
import type { Block, ParsedDocument } from "../document.ts";
import { addHtmlBlocks } from "./html.ts";
import { createOutline } from "./outline.ts";
import { addTextBlocks } from "./text.ts";
import { titleFromPath } from "./title.ts";
import { UnreadableDocument } from "./unreadable.ts";

/** Reads an attachment by its name and bytes; e-mails inside e-mails are not opened further. */
export type ReadAttachment = (name: string, bytes: Uint8Array) => Promise<ParsedDocument>;

/**
 * An e-mail: the subject is its title, then who wrote to whom and when, then the text, then each attachment of a
 * known format under its name. An attachment that cannot be read is reported.
 */
export async function parseEml(
  path: string,
  bytes: Uint8Array,
  readAttachment: ReadAttachment,
): Promise<ParsedDocument> {
  const mail = await PostalMime.parse(bytes, { maxNestingDepth: 32, maxRfc822NestingDepth: 2 });
  if (!mail.from && !mail.subject && !mail.date) {
    throw new UnreadableDocument("broken", "it has no sender, subject or date: export the e-mail again");
  }
  const hiddenText: string[] = [];
  const outline = createOutline();
  const envelope = [
    ["From", mail.from && addressText(mail.from)],
    ["To", mail.to?.map(addressText).join(", ")],
    ["Cc", mail.cc?.map(addressText).join(", ")],
    ["Date", mail.date],
  ];
  outline.add(
    "paragraph",
    envelope
      .filter(([, value]) => value)
      .map(([name, value]) => `${name}: ${value}`)
      .join("\n"),
  );
  if (mail.html) addHtmlBlocks(mail.html, outline, hiddenText);
  else if (mail.text) addTextBlocks(mail.text.replace(/\r\n?/g, "\n"), outline);

  const unread: string[] = [];
  const blocks: Block[] = [...outline.blocks];
  for (const attachment of mail.attachments) {
    const read = await attached(attachment, readAttachment);
    blocks.push(...read.blocks);
    hiddenText.push(...(read.hiddenText ?? []));
    unread.push(...(read.unread ?? []));
  }
  return { title: mail.subject?.trim() || titleFromPath(path), blocks, hiddenText, unread };
}

async function attached(
  attachment: Attachment,
  read: ReadAttachment,
): Promise<Omit<ParsedDocument, "title">> {
  const name = attachment.filename;
  if (!name || attachment.related || /^(image|audio|video)\//.test(attachment.mimeType))
    return { blocks: [] };
  const { content } = attachment;
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : new Uint8Array(content);
  try {
    const { blocks, hiddenText, unread } = await read(name, bytes);
    const under = (block: Block): Block => ({
      ...block,
      location: { ...block.location, headings: [name, ...block.location.headings] },
    });
    return { blocks: blocks.map(under), hiddenText, unread };
  } catch (error) {
    if (!(error instanceof UnreadableDocument)) throw error;
    return { blocks: [], unread: [`${name}: ${error.message}`] };
  }
}

function addressText(address: Address): string {
  if (address.group) return `${address.name}: ${address.group.map(addressText).join(", ")}`;
  return address.name ? `${address.name} <${address.address}>` : address.address;
}
