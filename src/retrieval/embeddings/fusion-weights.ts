/**
 * What meaning counts beside words, 0 to 1, by embedding model: the `weight` of the convex sum in ../fuse.ts. How much
 * an encoder knows decides it: the better the encoder, the more it deserves.
 *
 * Found by `npm run docent -- tune fusion <folder>`; docs/embeddings.md shows the curves.
 */
const WEIGHTS: readonly { readonly model: RegExp; readonly weight: number }[] = [
  // nDCG@10, validation halves: handbook_18f .433 → .457 (best at .4), northwind_hr .725 → .735 (best at .1); .4 harms
  // the second.
  { model: /^use-lite$/, weight: 0.2 },
];

/**
 * For models that nobody measured yet. On public collections the best weight of a good encoder lies between .5 and .8
 * (Bruch et al., 2023, figure 3); workplace questions use the documents' own words more than those do.
 */
const UNMEASURED = 0.4;

/** The weight of a model, as DOCENT_EMBEDDINGS names it. */
export const fusionWeight = (model: string): number =>
  WEIGHTS.find((one) => one.model.test(model))?.weight ?? UNMEASURED;
