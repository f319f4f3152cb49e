/** Cards about documents: what is indexed here, and what became of what somebody sent or asked for. */
import { describeFreshness } from "../../../src/documents/describe-freshness.ts";
import type { SourceStatus } from "../../../src/documents/keeper.ts";
import { describeSecrets } from "../../../src/documents/without-secrets.ts";
import type { OutboundActivity } from "../activity.ts";
import { limits } from "../limits.ts";
import { shorten } from "./escape.ts";

const FILE_NAME_CHARACTERS = 120;
const REASON_CHARACTERS = 300;

/** A line of a card: runs of text, which show names and reasons without reading them as Markdown. */
interface Line {
  readonly text: string;
  readonly bold?: boolean;
  readonly quiet?: boolean;
}

export const shortName = (name: string): string => shorten(name, FILE_NAME_CHARACTERS);

/** One thing that Docent has to say about documents. */
export const notice = (text: string, more: readonly string[] = []): OutboundActivity =>
  message([[{ text }], ...more.map((line) => [{ text: line, quiet: true }])]);

interface SourcesCard {
  readonly title: string;
  readonly status: SourceStatus | undefined;
  /** Names for the paths of failures, where they are not their own. */
  readonly fileName: (path: string) => string | undefined;
  /** Files that are kept out because somebody asked. */
  readonly forgotten: readonly string[];
  readonly now: number;
}

/** What is indexed, how fresh it is, and what failed and why. */
export function sourcesCard({ title, status, fileName, forgotten, now }: SourcesCard): OutboundActivity {
  const failed = status?.failed ?? [];
  const more = failed.length - limits.cardFailures;
  return message([
    [{ text: title, bold: true }],
    [{ text: counted(status) }],
    [{ text: describeFreshness(status, now), quiet: true }],
    ...(status?.problem ? [[{ text: "Trouble: ", bold: true }, { text: shortReason(status.problem) }]] : []),
    ...(failed.length ? [[{ text: "Could not be read", bold: true }]] : []),
    ...failed
      .slice(0, limits.cardFailures)
      .map(({ path, title: known, reason }) => [
        { text: shortName(fileName(path) ?? known), bold: true },
        { text: `: ${shortReason(reason)}` },
      ]),
    ...(more > 0 ? [[{ text: `and ${more} more`, quiet: true }]] : []),
    ...secretLines(status?.findings ?? [], fileName),
    ...(forgotten.length
      ? [[{ text: `Forgotten on request: ${forgotten.map(shortName).join(", ")}`, quiet: true }]]
      : []),
  ]);
}

/** Which documents hold secrets, never what those are. */
function secretLines(
  findings: NonNullable<SourceStatus["findings"]>,
  fileName: SourcesCard["fileName"],
): Line[][] {
  const more = findings.length - limits.cardFailures;
  return [
    ...(findings.length ? [[{ text: "Secrets that I masked", bold: true }]] : []),
    ...findings
      .slice(0, limits.cardFailures)
      .map(({ path, title, secrets }) => [
        { text: shortName(fileName(path) ?? title), bold: true },
        { text: `: ${shortReason(describeSecrets(secrets))}` },
      ]),
    ...(more > 0 ? [[{ text: `and ${more} more`, quiet: true }]] : []),
  ];
}

function counted(status: SourceStatus | undefined): string {
  const documents = status?.documents ?? 0;
  const found = documents === 1 ? "1 document" : `${documents} documents`;
  return `${found}${status?.pending ? `, ${status.pending} still to be read` : ""}.`;
}

const shortReason = (reason: string): string => shorten(reason, REASON_CHARACTERS);

const message = (lines: readonly (readonly Line[])[]): OutboundActivity => ({
  type: "message",
  attachments: [
    {
      contentType: "application/vnd.microsoft.card.adaptive",
      content: {
        type: "AdaptiveCard",
        $schema: "https://adaptivecards.io/schemas/adaptive-card.json",
        version: "1.5",
        body: lines.map((runs) => ({
          type: "RichTextBlock",
          spacing: "small",
          inlines: runs.map(({ text, bold, quiet }) => ({
            type: "TextRun",
            text,
            ...(bold && { weight: "bolder" }),
            ...(quiet && { isSubtle: true }),
          })),
        })),
      },
    },
  ],
});
