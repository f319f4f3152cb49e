/** Slack's file object as a document: what it is called, where it is shared, and how its text can be had. */
import { extname } from "node:path";
import { z } from "zod";
import type { Scope } from "../../../src/access/scopes.ts";
import { isDocumentName } from "../../../src/documents/parse/format.ts";
import type { SourceEntry } from "../../../src/documents/sources/source.ts";
import { slackPerson } from "../identity.ts";
import { linkable } from "../render/escape.ts";

/** What Docent reads of a file. https://docs.slack.dev/reference/objects/file-object */
const fileShape = z.object({
  id: z.string(),
  name: z.string().nullish(),
  title: z.string().nullish(),
  subject: z.string().nullish(),
  user: z.string().optional(),
  mimetype: z.string().optional(),
  filetype: z.string().optional(),
  mode: z.string().optional(),
  file_access: z.string().optional(),
  is_external: z.boolean().optional(),
  size: z.number().optional(),
  created: z.number().optional(),
  timestamp: z.number().optional(),
  edit_timestamp: z.number().optional(),
  updated: z.number().optional(),
  url_private: z.string().optional(),
  permalink: z.string().optional(),
  preview: z.string().nullish(),
  preview_plain_text: z.string().nullish(),
  plain_text: z.string().nullish(),
});

/** Kept of each file, so that its readers can change without asking Slack again. */
export type SlackFile = z.infer<typeof fileShape>;

const placesShape = z.object({
  channels: z.array(z.string()).default([]),
  groups: z.array(z.string()).default([]),
  ims: z.array(z.string()).default([]),
  linked_channel_id: z.string().optional(),
  shares: z
    .object({
      public: z.record(z.string(), z.unknown()).optional(),
      private: z.record(z.string(), z.unknown()).optional(),
    })
    .optional(),
});

/** @throws when it is no file object; details that Docent does not need are left out. */
export const readFile = (file: unknown): SlackFile => fileShape.parse(file);

/** Whether a file as files.info shows it is shared in a channel. */
export function isSharedIn(file: unknown, channel: string): boolean {
  const { channels, groups, ims, linked_channel_id, shares } = placesShape.parse(file);
  const places = [
    ...channels,
    ...groups,
    ...ims,
    ...Object.keys(shares?.public ?? {}),
    ...Object.keys(shares?.private ?? {}),
  ];
  return linked_channel_id === channel || places.includes(channel);
}

/** Slack keeps the place of a deleted file for a while. */
export const isTombstone = ({ mode, file_access }: SlackFile): boolean =>
  mode === "tombstone" || file_access === "file_not_found" || file_access === "access_denied";

/** Listings say little of files that came from another organisation: files.info says the rest. */
export const isToBeLookedUp = ({ file_access, mode }: SlackFile): boolean =>
  file_access === "check_file_info" || mode === "file_access";

/** Pictures, sound and video hold no text; they are passed over, not reported. */
export const isMedia = ({ mimetype = "", filetype = "" }: SlackFile): boolean =>
  /^(image|audio|video)\//.test(mimetype) || filetype === "list";

/** Documents that Slack serves as HTML: canvases, posts and mails. */
export const isPage = ({ mode, filetype, mimetype }: SlackFile): boolean =>
  ["canvas", "quip", "docs", "space", "post", "email"].some((kind) => kind === mode || kind === filetype) ||
  mimetype === "application/vnd.slack-docs";

/** Legacy posts come as JSON. */
export const isPost = ({ mode, filetype }: SlackFile): boolean =>
  ["space", "post"].some((kind) => kind === mode || kind === filetype);

/** Text of a file that Slack does not host itself, as far as Slack has it. */
export const hostedText = ({ plain_text, preview_plain_text, preview }: SlackFile): string | undefined =>
  [plain_text, preview_plain_text, preview].find((text) => text?.trim()) ?? undefined;

/** A file without the words in it, where those can be had from Slack at any time: what is stored need not hold them. */
export const withoutContent = ({ plain_text, preview_plain_text, preview, ...file }: SlackFile): SlackFile =>
  file.is_external ? { ...file, plain_text, preview_plain_text, preview } : file;

/** Why a file has no bytes that could be read, with what to do. */
export function whyUnreadable(file: SlackFile): string | undefined {
  if (file.mode === "hidden_by_limit")
    return "Slack hides it because of the workspace's plan: upgrade the plan or share the file again";
  if (file.is_external || file.mode === "external") {
    if (hostedText(file)) return undefined;
    const host = URL.parse(file.url_private ?? "")?.host;
    return `it is a link to ${host || "another service"}, whose text Slack does not hold: upload the file itself`;
  }
  return undefined;
}

/** The document that a file is in one channel. `revision` counts events that said its content changed. */
export function toEntry(file: SlackFile, scopes: readonly Scope[], revision: number): SourceEntry {
  const modified = Math.max(
    file.updated ?? 0,
    file.edit_timestamp ?? 0,
    file.timestamp ?? 0,
    file.created ?? 0,
  );
  const name = nameOf(file);
  return {
    path: file.id,
    name,
    modifiedAt: new Date(modified * 1_000).toISOString(),
    size: file.size ?? 0,
    scopes,
    ...(file.permalink && linkable(file.permalink) && { uri: file.permalink }),
    version: [modified, file.size ?? 0, file.mode ?? "", revision, name].join(" "),
    ...(file.user && { owner: slackPerson(file.user) }),
  };
}

/** A file's name with an ending that tells what its bytes are. */
export function nameOf(file: SlackFile): string {
  // A title is no path: "Q1/Q2" is one name.
  const title = (file.title?.trim() || file.subject?.trim() || "Untitled").replaceAll(/[/\\]+/g, " ");
  if (isPage(file)) return `${title}.html`;
  if (file.is_external) return `${title}.txt`;
  const name = file.name?.trim() || title;
  // Snippets and source code are text whatever language they are written in.
  const isText = file.mode === "snippet" || /^text\/(x-|plain)/.test(file.mimetype ?? "");
  if (!isText || (isDocumentName(name) && extname(name) !== "")) return name;
  return `${extname(name) === "" ? title : name}.txt`;
}
