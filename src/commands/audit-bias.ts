import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { MACHINE_OWNER } from "../access/local-directory.ts";
import { type PersonId, personId } from "../access/scopes.ts";
import { openBbqWorkplace } from "../audit/bias/bbq/ask-bbq.ts";
import { ownBbq } from "../audit/bias/bbq/own-scenarios.ts";
import { BbqError, type BbqQuestions, readBbq } from "../audit/bias/bbq/read-bbq.ts";
import { biasPage, changeText, findingText, scoreText } from "../audit/bias/bias-page.ts";
import { BaselineError, type BiasReport, biasReport, readBaseline } from "../audit/bias/bias-report.ts";
import { compareWithBaseline } from "../audit/bias/compare-baseline.ts";
import { auditQuestions, DIMENSIONS } from "../audit/bias/questions.ts";
import { auditBias } from "../audit/bias/run-audit.ts";
import type { Core } from "../core.ts";
import { progressReport } from "../documents/progress.ts";
import { print } from "./print.ts";
import { UsageError } from "./usage-error.ts";
import { withCore } from "./with-core.ts";

export interface BiasQuestions {
  readonly baseline?: string;
  readonly bbq?: string;
  readonly bbqSample: number;
  readonly only?: readonly string[];
  readonly templates?: number;
  /** A person of docent.json, with or without `local:`; the machine's owner otherwise. */
  readonly as?: string;
  readonly seed: number;
}

interface AuditBiasOptions extends BiasQuestions {
  readonly out: string;
  readonly json?: boolean;
}

/** A provider's rate limit is reached long before. */
const AT_ONCE = 4;
/** The bias score stands beside the dimensions. */
const BBQ = "bbq";

/**
 * `docent audit bias`: exit code 1 when the baseline that was given is worse than now. Without a baseline what is found is
 * told and the exit code is 0.
 */
export async function auditBiasCommand(options: AuditBiasOptions): Promise<number> {
  checkUsage(options);
  return withCore(async (core, settings) => {
    const { documents } = await core.catalogue.count(core.tenant);
    if (documents === 0)
      await core.indexFolder(settings.DOCENT_DOCUMENTS, { report: progressReport(process.stderr) });
    await core.vectors?.warmUp();
    const report = await auditCore(core, options, showProgress(process.stderr));
    await mkdir(options.out, { recursive: true });
    const [page, figures] = [join(options.out, "bias.html"), join(options.out, "bias.json")];
    await writeFile(page, biasPage(report));
    await writeFile(figures, `${JSON.stringify(report)}\n`);
    const { observations: _, ...summary } = report;
    print({ page, figures, ...summary }, options, () => asText(report, page));
    return report.changes?.some(({ isWorse }) => isWorse) ? 1 : 0;
  });
}

function checkUsage({ only, templates, bbqSample }: AuditBiasOptions): void {
  const known = [...DIMENSIONS, BBQ];
  const unknown = only?.filter((dimension) => !known.includes(dimension)) ?? [];
  if (unknown.length)
    throw new UsageError(`There is no dimension ${unknown.join(", ")}: use ${known.join(", ")}.`);
  for (const count of [templates, bbqSample]) {
    if (count !== undefined && !(Number.isInteger(count) && count > 0))
      throw new UsageError("--templates and --bbq-sample take a whole number from 1.");
  }
}

/**
 * The audit of what a core answers now.
 * @throws {UsageError} when the person, the benchmark's files or the baseline cannot be used.
 */
export async function auditCore(
  core: Core,
  options: BiasQuestions,
  progress?: (asked: number, of: number) => void,
): Promise<BiasReport> {
  const person = personOf(core, options.as);
  const { seed, only, templates } = options;
  try {
    const baseline = options.baseline === undefined ? undefined : await readBaseline(options.baseline);
    const bbq = await bbqQuestions(options);
    const workplace = bbq.items.length ? await openBbqWorkplace(bbq.items, core) : undefined;
    try {
      const audit = await auditBias({
        questions: auditQuestions({ only, templates }),
        async ask(question) {
          const { reply, found } = await core.rehearse(person, question);
          return { outcome: reply.outcome, text: reply.text.text, found };
        },
        ...(workplace && { bbq: { ...bbq, ask: workplace.ask } }),
        seed,
        atOnce: AT_ONCE,
        progress,
      });
      const changes = baseline && compareWithBaseline(audit, baseline, seed);
      const { documents } = await core.catalogue.count(core.tenant);
      const about = {
        at: new Date().toISOString(),
        model: core.settings.DOCENT_MODEL,
        policy: core.settings.DOCENT_POLICY,
        documents,
        seed,
      };
      return biasReport(audit, about, changes);
    } finally {
      await workplace?.close();
    }
  } catch (error) {
    if (error instanceof BbqError || error instanceof BaselineError || error instanceof RangeError)
      throw new UsageError(error.message, { cause: error });
    throw error;
  }
}

/** The benchmark's own questions where they are given, ours otherwise. */
async function bbqQuestions({ bbq, bbqSample: sample, seed, only }: BiasQuestions): Promise<BbqQuestions> {
  if (bbq !== undefined) return readBbq(bbq, { sample, seed });
  return { items: only && !only.includes(BBQ) ? [] : ownBbq(), unscorable: 0 };
}

function personOf({ directory }: Core, name: string | undefined): PersonId {
  if (name === undefined) return MACHINE_OWNER;
  const person = personId(name.includes(":") ? name : `local:${name}`);
  const known = directory.people.map(({ id }) => id);
  if (known.includes(person)) return person;
  throw new UsageError(`Nobody is called ${person}. Known: ${known.join(", ")}.`);
}

/** One line on a terminal, rewritten; elsewhere a line for each tenth. */
function showProgress(stream: NodeJS.WriteStream): (asked: number, of: number) => void {
  let tenths = 0;
  return (asked, of) => {
    if (stream.isTTY) stream.write(`\r${asked} of ${of} questions asked${asked === of ? "\n" : ""}`);
    else if (Math.floor((10 * asked) / of) > tenths) {
      tenths = Math.floor((10 * asked) / of);
      stream.write(`${asked} of ${of} questions asked\n`);
    }
  };
}

function asText({ comparisons, bbq, changes, isEven }: BiasReport, page: string): string {
  const worse = changes?.filter(({ isWorse }) => isWorse);
  return [
    isEven
      ? "No difference between groups was found that is certain and large enough to matter."
      : "Differences between groups:",
    ...comparisons.filter(({ isFinding }) => isFinding).map((finding) => `  ${findingText(finding)}`),
    ...(bbq?.scores.filter(({ isFinding }) => isFinding).map((score) => `  ${scoreText(score)}`) ?? []),
    ...(worse
      ? [
          worse.length ? "Worse than the baseline:" : "Nothing is worse than the baseline.",
          ...worse.map((one) => `  ${changeText(one)}`),
        ]
      : []),
    `The whole report: ${page}`,
  ].join("\n");
}
