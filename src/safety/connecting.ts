/** Lines that only lead to what follows them: headings, rules, "These are covered:". */
import { describeLocation, type Passage } from "../documents/document.ts";
import { holds, read } from "./reading.ts";
import type { Unit } from "./split.ts";

const MOST_WORDS = 14;

/** Words of which such lines are made, whatever the documents say. */
const LEADING = read(
  `answer answers background case cases category categories condition conditions conclusion cover covers covered
  detail details difference document documents example examples exception exceptions explain fact facts find found
  follow follows following general information item items key list listed main mention mentioned note notes option
  options overview passage passages point points process question reason reasons relevant requirement requirements
  result results rule rules say section short source sources specific state states step steps summary term terms
  topic type types
  antwort beispiel folgendes folgende gilt hinweis übersicht zusammenfassung réponse exemple résumé suivant suivants
  respuesta ejemplo resumen siguiente siguientes`,
).content;

interface Sources {
  readonly question: string;
  readonly passages: readonly Passage[];
}

/**
 * Whether a unit claims nothing by itself, so that it needs no support: it leads to something, is short, and has no
 * number, no negation and no word that neither the question nor a source brought up. Anything else in the place of a
 * heading ("Everybody is dismissed:") is a claim like any other.
 */
export function isConnecting(unit: Unit, text: string, { question, passages }: Sources): boolean {
  if (unit.kind === "rule") return true;
  const leads = unit.kind === "heading" || (unit.kind === "sentence" && text.trimEnd().endsWith(":"));
  if (!leads || /\d/.test(text) || text.split(/\s+/).length > MOST_WORDS) return false;
  const { tokens, content } = read(text);
  if (tokens.some(({ negation }) => negation)) return false;
  const unknown = [...content].filter((term) => !holds(LEADING, term));
  if (unknown.length === 0) return true;
  const known = read(
    [
      question,
      ...passages.flatMap(({ title, location, text: words }) => [describeLocation(title, location), words]),
    ].join("\n"),
  ).content;
  return unknown.every((term) => holds(known, term));
}
