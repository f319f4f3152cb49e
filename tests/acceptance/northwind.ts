/** The questions, reference answers and pages of the Northwind plan documents, as passages of about 110 words. */
import { readFileSync } from "node:fs";
import { ORG, tenantId } from "../../src/access/scopes.ts";
import type { AnsweredQuestion } from "../../src/audit/evaluate-answers.ts";
import { chunk } from "../../src/documents/chunk.ts";
import type { DocumentId, Passage, PassageId } from "../../src/documents/document.ts";

export const TENANT = tenantId("acceptance");

export interface Northwind {
  readonly questions: readonly AnsweredQuestion[];
  /** Whole pages by their id, `<document>#page=<number>`. */
  readonly pages: ReadonlyMap<string, Passage>;
  /** The passages of each document in reading order. */
  readonly passages: ReadonlyMap<DocumentId, readonly Passage[]>;
}

interface Page {
  readonly _id: string;
  readonly doc: string;
  readonly title: string;
  readonly text: string;
}

/** The page that a passage stands on. */
export const pageOf = ({ document, location }: Passage): string => `${document}#page=${location.page}`;

export function readNorthwind(shared: string): Northwind {
  const folder = `${shared}/data/retrieval/northwind_hr`;
  const rows = <Row>(file: string) =>
    readFileSync(`${folder}/${file}`, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Row);
  const relevant = new Map<string, Set<string>>();
  for (const line of readFileSync(`${folder}/qrels.tsv`, "utf8").trim().split("\n").slice(1)) {
    const [question = "", page = ""] = line.split("\t");
    relevant.set(question, (relevant.get(question) ?? new Set()).add(page));
  }
  const pages = new Map<string, Passage>();
  const passages = new Map<DocumentId, Passage[]>();
  for (const page of rows<Page>("corpus.jsonl")) {
    const document = page.doc as DocumentId;
    const location = { page: Number(page._id.split("#page=")[1]), headings: [] };
    const whole: Passage = {
      id: page._id as PassageId,
      document,
      tenant: TENANT,
      version: "1",
      ordinal: 0,
      title: page.title,
      uri: `docent:${page._id}`,
      scopes: [ORG],
      location,
      modifiedAt: "2026-01-01T00:00:00Z",
      text: page.text,
    };
    pages.set(page._id, whole);
    const known = passages.get(document) ?? [];
    for (const { text } of chunk({ blocks: [{ kind: "paragraph", text: page.text, location }] }))
      known.push({ ...whole, id: `${page._id}/${known.length}` as PassageId, ordinal: known.length, text });
    passages.set(document, known);
  }
  const questions = rows<{ _id: string; text: string; answer: string }>("queries.jsonl").map((row) => ({
    id: row._id,
    text: row.text,
    answer: row.answer.replace(/\[[^\]]*#page=[^\]]*\]/g, "").trim(),
    relevant: relevant.get(row._id) ?? new Set<string>(),
  }));
  return { questions, pages, passages };
}
