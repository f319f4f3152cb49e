/** What people can tell Docent to do in plain words, beside asking. */
export type Command =
  /** Read this channel's files; with `file`, take back one that was forgotten. */
  | { readonly kind: "index"; readonly file?: string }
  | { readonly kind: "index-off" }
  | { readonly kind: "sources" }
  | { readonly kind: "forget"; readonly file: string };

/** `undefined` for a question. A command is the whole message: "index", "index off", "sources", "forget plan.docx". */
export function readCommand(text: string): Command | undefined {
  const words = text.replace(/^\//, "").trim();
  if (/^index(?:\s+on)?[.!]?$/i.test(words)) return { kind: "index" };
  if (/^index\s+off[.!]?$/i.test(words)) return { kind: "index-off" };
  if (/^sources[.!?]?$/i.test(words)) return { kind: "sources" };
  const [, verb, argument] = /^(index|forget)\s+(\S[^\n]{0,399})$/i.exec(words) ?? [];
  const file = argument && fileIn(argument);
  if (!verb || !file) return undefined;
  return { kind: verb.toLowerCase() as "index" | "forget", file };
}

/** A name in quotes or with an ending: "forget what I said" is something else. */
function fileIn(argument: string): string | undefined {
  const quoted = /^["“”'‘’](.+)["“”'‘’]$/.exec(argument)?.[1]?.trim();
  return quoted ?? (/\.[a-z\d]{1,8}$/i.test(argument) ? argument : undefined);
}
