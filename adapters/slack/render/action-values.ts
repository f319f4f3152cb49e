/** What Docent's buttons carry, and back. Slack signs every press, and shows a private button to one person only. */
import { z } from "zod";
import type { AskId } from "../../../src/conversation/ask.ts";
import { slackLimits } from "../limits.ts";

export const actionIds = {
  feedback: "docent_feedback",
  checked: "docent_checked",
  report: "docent_report",
  appeal: "docent_appeal",
  share: "docent_share",
  askPrivately: "docent_ask_privately",
} as const;

export const reportForm = { callback: "docent_report_form", block: "comment", action: "text" } as const;

const askId = z
  .string()
  .min(1)
  .transform((text) => text as AskId);

const shareValue = z.object({ ask: askId, thread: z.string().optional() });
const privateValue = z.object({ question: z.string().min(1), thread: z.string().optional() });
const reportValue = z.object({ ask: askId, kind: z.enum(["biased-or-wrong", "appeal"]) });

/** A private answer that may be shared: `thread` is where it goes. */
export type ShareValue = z.infer<typeof shareValue>;
/** A question to be answered again for its asker alone. */
export type PrivateValue = z.infer<typeof privateValue>;
/** What a reader reports an answer as. */
export type ReportValue = z.infer<typeof reportValue>;

/** As a button's value. */
export const writeValue = (value: ShareValue | PrivateValue | ReportValue): string => JSON.stringify(value);

/** Whether a question fits into a button that asks it again. */
export const fitsButton = (value: PrivateValue): boolean =>
  writeValue(value).length <= slackLimits.buttonValueCharacters;

/** @throws when the value is none of Docent's. */
export const readShareValue = (value: string): ShareValue => shareValue.parse(JSON.parse(value));
/** @throws when the value is none of Docent's. */
export const readPrivateValue = (value: string): PrivateValue => privateValue.parse(JSON.parse(value));
/** @throws when the value is none of Docent's. */
export const readReportValue = (value: string): ReportValue => reportValue.parse(JSON.parse(value));
/** @throws when the value is none of Docent's. */
export const readAskId = (value: string): AskId => askId.parse(value);

/** @throws when the value is none of Docent's. */
export function readFeedback(value: string): { ask: AskId; kind: "helpful" | "unhelpful" } {
  const [kind, ask] = value.split(" ");
  return { kind: z.enum(["helpful", "unhelpful"]).parse(kind), ask: askId.parse(ask) };
}
