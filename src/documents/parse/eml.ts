import PostalMime, { type Address, type Attachment } from "postal-mime";
import type { Block, HiddenText, ParsedDocument } from "../document.ts";
import { addHtmlBlocks } from "./html.ts";
import { withoutInvisible } from "./invisible.ts";
import { createOutline } from "./outline.ts";
import { addTextBlocks } from "./text.ts";
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
  if (mail.html) addHtmlBlocks(mail.html, outline);
  else if (mail.text) addTextBlocks(mail.text.replace(/\r\n?/g, "\n"), outline);
  const title = outline.title(path, mail.subject);

  const unread: string[] = [];
  const blocks: Block[] = [...outline.blocks];
  const hidden: HiddenText[] = [...outline.hidden];
  const attachments = mail.attachments.filter(isDocument);
  for (const [index, attachment] of attachments.slice(0, MAX_ATTACHMENTS).entries()) {
    const read = await attached(attachment, index + 1, readAttachment);
    for (const block of read.blocks) blocks.push(block);
    for (const text of read.hidden ?? []) hidden.push(text);
    unread.push(...(read.unread ?? []));
  }
  if (attachments.length > MAX_ATTACHMENTS)
    unread.push(
      `${attachments.length - MAX_ATTACHMENTS} attachments more than ${MAX_ATTACHMENTS}: save them as files`,
    );
  return { title, blocks, hidden, unread };
}

/** People attach a handful; the bound keeps one e-mail from being an archive of thousands. */
const MAX_ATTACHMENTS = 100;

const isDocument = ({ filename, related, mimeType }: Attachment): boolean =>
  Boolean(filename) && !related && !/^(image|audio|video)\//.test(mimeType);

async function attached(
  { filename, content }: Attachment,
  number: number,
  read: ReadAttachment,
): Promise<Omit<ParsedDocument, "title">> {
  const name = attachmentName(filename ?? "", number);
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : new Uint8Array(content);
  try {
    const { blocks, hidden = [], unread } = await read(name, bytes);
    const under = (block: Block): Block => ({
      ...block,
      location: { ...block.location, headings: [name, ...block.location.headings] },
    });
    const within = (text: HiddenText): HiddenText => ({
      ...text,
      place: text.place === undefined ? name : `${name}, ${text.place}`,
    });
    return { blocks: blocks.map(under), hidden: hidden.map(within), unread };
  } catch (error) {
    if (!(error instanceof UnreadableDocument)) throw error;
    return { blocks: [], unread: [`${name}: ${error.message}`] };
  }
}

/** A file's name without folders, however it is written; nothing is stored under it. */
function attachmentName(given: string, number: number): string {
  const { text } = withoutInvisible(given.slice(0, 1_000));
  const name = text.split(/[/\\]/).at(-1)!.replace(/\s+/g, " ").trim();
  if (name === "" || /^\.+$/.test(name)) return `attachment ${number}`;
  return name.length > 120 ? `…${name.slice(-120).toWellFormed()}` : name;
}

function addressText(address: Address): string {
  if (address.group) return `${address.name}: ${address.group.map(addressText).join(", ")}`;
  return address.name ? `${address.name} <${address.address}>` : address.address;
}
