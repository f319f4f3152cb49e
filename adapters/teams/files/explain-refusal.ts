/** What a refusal of Microsoft's means for a source, with what to do about it. */
import { PassingSourceError, SourceError } from "../../../src/documents/sources/source.ts";
import type { GraphRefusal } from "../graph.ts";

/** In one line that ends in a remedy. */
export function explainRefusal(refusal: GraphRefusal): SourceError {
  const { status, retryAfterMs, message } = refusal;
  if (status === 401 || status === 403)
    return new SourceError(
      `${message}: grant the application permission Files.Read.All, or Sites.Selected for this team's site (docs/teams.md)`,
      { cause: refusal },
    );
  if (status === 404)
    return new SourceError(`${message}: open the channel's Files tab once, so that Teams makes its folder`, {
      cause: refusal,
    });
  const remedy =
    status === 429
      ? `it asks for a pause of ${Math.ceil((retryAfterMs ?? 0) / 1_000)} s; Docent goes on after it`
      : "Docent tries again by itself";
  return new PassingSourceError(`${message}: ${remedy}`, retryAfterMs, refusal);
}
