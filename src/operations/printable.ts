// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is made visible
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/**
 * One line for a terminal or a log. Names of files and what programs say may hold line breaks, colours and other
 * control sequences that would forge lines or hide them; they are shown as `\u001b` instead.
 */
export const printable = (text: string): string =>
  text.replace(UNPRINTABLE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
