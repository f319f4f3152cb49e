/** No documents of the evaluation collections are versions of each other: none may be taken for one. */
import { readBeir } from "../../src/audit/beir.ts";
import { lineageOf } from "../../src/documents/lineage.ts";
import { replaces } from "../../src/documents/title-family.ts";
import { describeWithData } from "./shared-data.ts";

const TODAY = new Date().toISOString().slice(0, 10);

describeWithData("versions", (shared) => {
  test.each(["handbook_18f", "mtragun_dev", "northwind_hr", "scifact"])(
    "none in %s, and no document that says it replaced another",
    async (set) => {
      const { corpus } = await readBeir(`${shared}/data/retrieval/${set}`);
      const documents = corpus.map(({ id, title, text }) => ({
        title,
        ...lineageOf(`${id}.md`, new Uint8Array(), {
          title,
          blocks: [{ kind: "paragraph", text, location: { headings: [] } }],
        }),
      }));
      const families = Map.groupBy(documents, ({ family }) => family);
      families.delete(undefined);
      const pairs = [...families.values()].flatMap((family) =>
        family.flatMap((newer) =>
          family
            .filter((older) => replaces(newer.standing, older.standing, TODAY))
            .map((older) => [newer.title, older.title]),
        ),
      );
      const statements = documents.flatMap(({ supersedes, supersededBy }) => [
        ...supersedes,
        ...supersededBy,
      ]);
      expect({ pairs, statements }).toEqual({ pairs: [], statements: [] });
    },
  );
});
