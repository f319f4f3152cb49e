/** Compares what a stand-in says or sends with a vendor's sample: every key known, every type the same. */

/** What does not fit the sample, as "path: problem"; empty when all is well. Samples may know more keys. */
export function shapeProblems(value: unknown, sample: unknown, path = "$"): string[] {
  if (Array.isArray(sample)) {
    if (!Array.isArray(value)) return [`${path}: should be a list`];
    if (sample.length === 0) return [];
    return value.flatMap((item, index) => {
      const attempts = sample.map((each) => shapeProblems(item, each, `${path}[${index}]`));
      return attempts.some((problems) => problems.length === 0) ? [] : (attempts[0] ?? []);
    });
  }
  if (typeof sample === "object" && sample !== null) {
    if (typeof value !== "object" || value === null || Array.isArray(value))
      return [`${path}: should be an object`];
    const known = sample as Record<string, unknown>;
    // An empty object in a sample holds whatever a person configured, e.g. the state of a form.
    if (Object.keys(known).length === 0) return [];
    return Object.entries(value).flatMap(([key, item]) =>
      key in known
        ? shapeProblems(item, known[key], `${path}.${key}`)
        : [`${path}.${key}: is unknown to Slack`],
    );
  }
  return typeof value === typeof sample
    ? []
    : [`${path}: should be a ${typeof sample}, is a ${typeof value}`];
}
