/** Docent's own words in Slack, in one place. None of them comes from a model or a document. */
import { commandName } from "./permissions.ts";

export const wording = {
  looking: "Looking it up…",
  help: [
    `Ask what your organisation's documents say, for example: ${commandName} How many days of parental leave do I get?`,
    "Only you see the answer; a button shares it with the channel if everyone there may read its sources.",
    "You can also mention me in a channel or a thread, or write to me directly.",
    "Every sentence names the passage it rests on. When the documents don't answer, I say so.",
    `In a channel, ${commandName} sources shows what I read there. Members also have ${commandName} index, index messages, index files, forget, and forget “file.docx”; administrators open and close.`,
  ],
  ledgerFailed:
    "I couldn't write your question down, so I haven't started on it. Please ask again in a minute; if it happens again, tell whoever runs Docent.",
  oneMoment: "One moment…",
  commandFailed:
    "I couldn't do that. Please try again in a minute; if it happens again, tell whoever runs Docent.",
  thanks: "Thank you, that's noted.",
  feedbackFailed: "I couldn't record that. Please try again in a minute.",
  notAvailable:
    "This answer is no longer kept, or its sources aren't open to you, so I can't show how it was checked.",
  shared: "Shared with this conversation.",
  notYoursToShare:
    "I can't share this answer: it is no longer kept, or somebody else asked for it. Ask again and share the new answer.",
  shareFailed: "I couldn't post here. Invite me to this channel and press the button again.",
  notFound: "Not answered by the documents",
  notAnswered: "Not answered",
  suggestedTitle: "What would you like to know?",
} as const;

/** Why a private answer stays private. */
export const notShareable = (unreadable: number): string =>
  unreadable === 1
    ? "Not shared: one of its sources can't be read by everyone here."
    : `Not shared: ${unreadable} of its sources can't be read by everyone here.`;

/** The offer of what only the asker may read; it names no source. */
export const morePrivately = (sources: number): string =>
  sources === 1
    ? "One more source that only you can see may say more."
    : `${sources} more sources that only you can see may say more.`;

/** Openings for somebody who writes to Docent for the first time. */
export const suggestedPrompts: readonly { readonly title: string; readonly message: string }[] = [
  { title: "Time off", message: "How many days of paid leave do I get?" },
  { title: "Expenses", message: "How do I claim travel expenses?" },
  { title: "Security", message: "What should I do when I lose my laptop?" },
  { title: "What can you do?", message: "What can you do?" },
];
