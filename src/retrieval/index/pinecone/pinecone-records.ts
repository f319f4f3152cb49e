/** How passages and vectors stand in Pinecone: numbers, readers and nothing that anybody could read. */
import { createHash } from "node:crypto";
import type { PineconeRecord } from "@pinecone-database/pinecone";
import type { Scope } from "../../../access/scopes.ts";
import type { DocumentId, Passage, PassageId } from "../../../documents/document.ts";
import type { Target } from "./connect-pinecone.ts";
import type { CountedPassage } from "./word-counts.ts";

/** A record's metadata. Texts stay in Docent's database. */
export type RecordMetadata =
  | { scopes: string[]; part: "words" }
  | { scopes: string[]; part: "meaning"; model: string };

const digest = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 32);

/** What the records of a document begin with, so that they can be listed. */
export const prefixOf = (document: DocumentId): string => `${digest(document)}#`;
export const recordOf = (document: DocumentId, id: PassageId): string => `${prefixOf(document)}${digest(id)}`;
export const vectorRecordOf = (record: string, model: string): string =>
  `${record}#${digest(model).slice(0, 12)}`;
/** The passage's record, of its own or of one of its vectors. */
export const passageRecordOf = (record: string): string => record.split("#").slice(0, 2).join("#");

/** The record of a passage's words, or none when it has no content word. */
export function wordsRecord(target: Target, { passage, sparse }: CountedPassage): PineconeRecord | undefined {
  if (sparse.indices.length === 0) return undefined;
  return {
    id: recordOf(passage.document, passage.id),
    // A dense index wants a vector in each record, and one that is not zero.
    ...(target.dimension && { values: unit(target.dimension) }),
    sparseValues: sparse,
    metadata: { scopes: [...passage.scopes], part: "words" } satisfies RecordMetadata,
  };
}

/** The record of a passage's vector. */
export const meaningRecord = (passage: Passage, model: string, values: Float32Array): PineconeRecord => ({
  id: vectorRecordOf(recordOf(passage.document, passage.id), model),
  values: normalised(values),
  metadata: { scopes: [...passage.scopes], part: "meaning", model } satisfies RecordMetadata,
});

/** Of length 1, so that the dot product is the cosine, whichever the index computes. */
export function normalised(values: Float32Array): number[] {
  const length = Math.hypot(...values);
  return Array.from(values, (value) => (length > 0 ? value / length : 0));
}

export const unit = (dimension: number): number[] => {
  const values = new Array<number>(dimension).fill(0);
  values[0] = 1;
  return values;
};

/** Only records that readers of these scopes may read. */
export const readableFilter = (scopes: Iterable<Scope>) => ({ scopes: { $in: [...scopes] } });
