/** Which document versions an answer rests on: what it cites, and what an abstention names. */
import type { Kysely } from "kysely";
import type { DocumentId, PassageId } from "../documents/document.ts";
import type { Tables } from "../storage/tables.ts";
import type { AskId } from "./ask.ts";
import type { Reply } from "./reply.ts";

/** The passages that a reply cites or names, each once. */
export const passagesOf = ({ citations, named = [] }: Pick<Reply, "citations" | "named">): PassageId[] => [
  ...new Set([...citations.map(({ passage }) => passage), ...named]),
];

/** The document of a passage: ids are `<document>:<version>:<ordinal>`. */
export const documentOf = (passage: PassageId): DocumentId => passage.split(":")[0] as DocumentId;

/** The documents that a reply cites or names, each once. */
export const documentsOf = (reply: Pick<Reply, "citations" | "named">): DocumentId[] => [
  ...new Set(passagesOf(reply).map(documentOf)),
];

/**
 * Writes down what a reply rests on, beside what is there. Before the reply is stored or together with it: a reply
 * whose sources nobody knows could never be taken back, while sources without a reply harm nobody.
 */
export async function noteSources(
  db: Kysely<Tables>,
  ask: AskId,
  reply: Pick<Reply, "citations" | "named">,
): Promise<void> {
  const rows = passagesOf(reply).map((passage) => passage.split(":"));
  await Promise.all(
    rows.map(([document = "", version = ""]) =>
      db
        .insertInto("answer_sources")
        .columns(["ask_id", "document", "version"])
        // An ask that was erased meanwhile gets none.
        .expression(({ selectFrom, val }) =>
          selectFrom("asks")
            .where("id", "=", ask)
            .select(["id", val(document).as("document"), val(version).as("version")]),
        )
        .onConflict((conflict) => conflict.doNothing())
        .execute(),
    ),
  );
}
