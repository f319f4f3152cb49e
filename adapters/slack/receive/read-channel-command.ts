/** What members of a channel can tell Docent to do with its documents, beside asking. */
export type ChannelCommand =
  /** Read the channel's files; with `file`, take back one that was forgotten. */
  | { readonly kind: "index" }
  | { readonly kind: "index-messages" }
  /** Files alone, no messages any more. */
  | { readonly kind: "index-files" }
  | { readonly kind: "sources" }
  /** The whole channel. */
  | { readonly kind: "forget" }
  | { readonly kind: "open" }
  | { readonly kind: "close" }
  /** `isCertain` when the name stood in quotes: otherwise a file of that name must be known for it to be a command. */
  | {
      readonly kind: "forget-file" | "take-back";
      readonly file: string;
      readonly isCertain: boolean;
    };

const PLAIN: Readonly<Record<string, ChannelCommand>> = {
  index: { kind: "index" },
  "index messages": { kind: "index-messages" },
  "index files": { kind: "index-files" },
  sources: { kind: "sources" },
  forget: { kind: "forget" },
  open: { kind: "open" },
  close: { kind: "close" },
};

/**
 * `undefined` for a question. A command is the whole text: "index", "index messages", "sources", "forget plan.docx".
 * "index funds policy?" is a question.
 */
export function readChannelCommand(text: string): ChannelCommand | undefined {
  const words = text.trim().replaceAll(/\s+/g, " ");
  const plain = words.toLowerCase().replace(/[.!]$/, "");
  if (Object.hasOwn(PLAIN, plain)) return PLAIN[plain];
  const [, verb, argument] = /^(index|forget) (\S.{0,399})$/i.exec(words) ?? [];
  if (!verb || !argument || argument.endsWith("?")) return undefined;
  const quoted = /^["“”„'‘’](.+)["“”'‘’]$/.exec(argument)?.[1]?.trim();
  const file = quoted ?? argument;
  return {
    kind: verb.toLowerCase() === "forget" ? "forget-file" : "take-back",
    file,
    isCertain: quoted !== undefined,
  };
}
