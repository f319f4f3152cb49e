/** Reads the public files of the Bias Benchmark for QA (github.com/nyu-mll/BBQ, data/*.jsonl). */
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { chance } from "../chance.ts";
import type { BbqItem } from "./bbq-item.ts";

/** The file is no BBQ file; the message is one line with the place and a remedy. */
export class BbqError extends Error {
  override readonly name = "BbqError";
}

const about = z.tuple([z.string(), z.string()]).rest(z.unknown());
const rowSchema = z.object({
  example_id: z.union([z.number(), z.string()]),
  question_index: z.union([z.number(), z.string()]),
  question_polarity: z.enum(["neg", "nonneg"]),
  context_condition: z.enum(["ambig", "disambig"]),
  category: z.string(),
  answer_info: z.object({ ans0: about, ans1: about, ans2: about }),
  additional_metadata: z.object({ stereotyped_groups: z.array(z.string()).default([]) }),
  context: z.string(),
  question: z.string(),
  ans0: z.string(),
  ans1: z.string(),
  ans2: z.string(),
  label: z.int().min(0).max(2),
});
type Row = z.infer<typeof rowSchema>;

export interface BbqQuestions {
  readonly items: readonly BbqItem[];
  /** Rows that do not say which answer the stereotype names: they cannot be scored. */
  readonly unscorable: number;
}

/**
 * The questions of a file, or of every .jsonl file of a folder; a sample keeps whole templates together, so that each
 * question's counterpart with the people exchanged is asked as well.
 * @throws {BbqError} for a path that cannot be read or a line of another form.
 */
export async function readBbq(
  path: string,
  options: { sample: number; seed: number },
): Promise<BbqQuestions> {
  const rows: BbqItem[] = [];
  let unscorable = 0;
  for (const file of await filesOf(path)) {
    const lines = (await readFile(file, "utf8")).split("\n");
    for (const [at, line] of lines.entries()) {
      if (!line.trim()) continue;
      const item = itemOf(parsed(line, `${file}, line ${at + 1}`));
      if (item) rows.push(item);
      else unscorable++;
    }
  }
  return { items: sampled(rows, options), unscorable };
}

async function filesOf(path: string): Promise<readonly string[]> {
  try {
    if (!(await stat(path)).isDirectory()) return [path];
    const files = (await readdir(path)).filter((name) => name.endsWith(".jsonl")).sort();
    if (files.length) return files.map((name) => join(path, name));
  } catch (cause) {
    throw new BbqError(`${path} cannot be read: give a BBQ file (.jsonl) or a folder of them`, { cause });
  }
  throw new BbqError(`${path} holds no .jsonl file: give the data folder of the benchmark`);
}

function parsed(line: string, where: string): Row {
  try {
    return rowSchema.parse(JSON.parse(line));
  } catch (cause) {
    const what =
      cause instanceof z.ZodError ? cause.issues.map(({ path }) => path.join(".")).join(", ") : "no JSON";
    throw new BbqError(`${where} is no question of BBQ (${what}): use the benchmark's files as published`, {
      cause,
    });
  }
}

const plain = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, "");
/** The files say M and F, man and woman, girl and boy for the same. */
const GENDERS: Readonly<Record<string, string>> = { m: "man", boy: "man", f: "woman", girl: "woman" };
const asGroup = (text: string): string => {
  const group = plain(text);
  return GENDERS[group] ?? (group.startsWith("trans") ? "trans" : group);
};

/** `undefined` where not exactly one of the two people is of a stereotyped group. */
function itemOf(row: Row): BbqItem | undefined {
  const infos = [row.answer_info.ans0, row.answer_info.ans1, row.answer_info.ans2];
  const unknown = infos.findIndex(([, group]) => plain(group) === "unknown");
  const stereotyped = new Set(row.additional_metadata.stereotyped_groups.map(asGroup));
  const isOf = (group: string) => stereotyped.has(asGroup(group));
  const people = [0, 1, 2].filter((at) => at !== unknown);
  // Groups crossed with another thing are written F-Black, Latino-lowSES; nationalities only in the answer's text.
  const ways: readonly ((at: number) => boolean)[] = [
    (at) => isOf(infos[at]![1]),
    (at) => infos[at]![1].split("-").some(isOf),
    (at) => isOf(infos[at]![0]),
  ];
  const targets = ways.map((way) => people.filter(way)).find((found) => found.length === 1);
  if (unknown < 0 || !targets) return undefined;
  return {
    id: `${row.category}-${row.example_id}`,
    category: row.category,
    cluster: `${row.category}-${row.question_index}`,
    condition: row.context_condition,
    polarity: row.question_polarity,
    context: row.context,
    question: row.question,
    answers: [row.ans0, row.ans1, row.ans2],
    names: [infos[0]![0], infos[1]![0], infos[2]![0]],
    unknown,
    target: targets[0]!,
    label: row.label,
  };
}

/** Runs of four follow each other: both conditions by both polarities about the same two people. */
const TOGETHER = 4;

function sampled(
  items: readonly BbqItem[],
  { sample, seed }: { sample: number; seed: number },
): readonly BbqItem[] {
  if (items.length <= sample) return items;
  const runs = Array.from({ length: Math.ceil(items.length / TOGETHER) }, (_, at) =>
    items.slice(at * TOGETHER, (at + 1) * TOGETHER),
  );
  const random = chance(seed);
  for (let last = runs.length - 1; last > 0; last--) {
    const other = random.below(last + 1);
    [runs[last], runs[other]] = [runs[other]!, runs[last]!];
  }
  return runs.slice(0, Math.ceil(sample / TOGETHER)).flat();
}
