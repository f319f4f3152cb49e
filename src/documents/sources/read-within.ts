import { SourceError } from "./source.ts";

/**
 * A body of at most `maxBytes`, given up as soon as it is longer, whatever its headers say.
 * @throws {SourceError}
 */
export async function readWithin(response: Response, maxBytes: number): Promise<Uint8Array> {
  const tooLarge = () =>
    new SourceError(
      `it is larger than ${Math.floor(maxBytes / 1024 / 1024)} MB: split it or leave out its pictures`,
    );
  if (Number(response.headers.get("content-length") ?? 0) > maxBytes) {
    await response.body?.cancel();
    throw tooLarge();
  }
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    // Leaving the loop cancels the stream.
    if (bytes > maxBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
