/**
 * A sentence encoder in a folder (ONNX weights, tokenizer and configuration, as Hugging Face lays them out), run by
 * transformers.js. Nothing is downloaded.
 */
import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { loadAddOns } from "../add-on.ts";
import { EmbeddingError } from "../embedder.ts";
import type { Encode } from "./local-protocol.ts";

interface Transformers {
  readonly env: { allowRemoteModels: boolean; localModelPath: string };
  pipeline(
    task: "feature-extraction",
    model: string,
    options: { dtype?: string; local_files_only: boolean },
  ): Promise<(text: string, how: { pooling: string; normalize: boolean }) => Promise<{ data: Float32Array }>>;
}

/** How sentence-transformers says which vectors a model's sentence is made of, beside its weights. */
const POOLING = join("1_Pooling", "config.json");

export async function openFolderModel(name: string, path: string): Promise<Encode> {
  const folder = resolve(path);
  if (!existsSync(join(folder, "config.json")))
    throw new EmbeddingError(
      `${folder} holds no model: put config.json, tokenizer.json and onnx/model.onnx of an encoder there`,
      { kind: "setup" },
    );
  const [{ env, pipeline }] = await loadAddOns<[Transformers]>(name, ["@huggingface/transformers"]);
  env.allowRemoteModels = false;
  env.localModelPath = dirname(folder);
  const dtype = existsSync(join(folder, "onnx", "model.onnx")) ? "fp32" : "q8";
  const encode = await pipeline("feature-extraction", basename(folder), { dtype, local_files_only: true });
  const pooling = poolingOf(folder);
  const prefix = prefixesOf(folder);
  return async (text, isQuestion) => {
    const prefixed = `${isQuestion ? prefix.query : prefix.passage}${text}`;
    return Float32Array.from((await encode(prefixed, { pooling, normalize: true })).data);
  };
}

function poolingOf(folder: string): "mean" | "cls" {
  const file = join(folder, POOLING);
  if (!existsSync(file)) return "mean";
  return JSON.parse(readFileSync(file, "utf8")).pooling_mode_cls_token === true ? "cls" : "mean";
}

/** What some models want before each text ("query: ", "passage: "), from the prompts of sentence-transformers. */
function prefixesOf(folder: string): { query: string; passage: string } {
  const file = join(folder, "config_sentence_transformers.json");
  const { prompts = {} } = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  return { query: prompts.query ?? "", passage: prompts.passage ?? prompts.document ?? "" };
}
