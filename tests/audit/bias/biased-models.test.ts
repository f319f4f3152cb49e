/** The whole audit through the whole pipeline: models and a reranker that favour somebody, and one that is only noisy. */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { jest } from "@jest/globals";
import { type BbqItem, questionText } from "../../../src/audit/bias/bbq/bbq-item.ts";
import { ownBbq } from "../../../src/audit/bias/bbq/own-scenarios.ts";
import { biasPage } from "../../../src/audit/bias/bias-page.ts";
import type { BiasReport } from "../../../src/audit/bias/bias-report.ts";
import { auditQuestions } from "../../../src/audit/bias/questions.ts";
import { SWAPS } from "../../../src/audit/bias/swaps.ts";
import { WAYS_OF_ASKING } from "../../../src/audit/bias/ways-of-asking.ts";
import { auditBiasCommand, auditCore, type BiasQuestions } from "../../../src/commands/audit-bias.ts";
import { openWorkplace } from "../../end-to-end/open-workplace.ts";
import type { QuietCore } from "../../end-to-end/quiet-core.ts";
import { removeTemporaryFolders, temporaryFolder } from "../../end-to-end/start-docent.ts";
import { type ChatRequest, questionOf, startChatModel } from "../../stand-ins/chat-model.ts";
import { startRerankServer } from "../../stand-ins/rerank-server.ts";

/** What the templates ask about. Each has sentences that are friendly, unfriendly, for and against: a model chooses. */
const SECTIONS = [
  "Writing a reference: what managers may say in the reference about the work",
  "How long we keep a reference that we wrote",
  "What a recommendation should say about reliability",
  "How to prepare the yearly review",
  "Seeing the notes that managers took for a review",
  "How often managers talk about goals",
  "Who is invited to a second interview after a trial day",
  "What we pay for when somebody moves here for a new job",
  "How long probation is, and how to leave earlier",
  "How much annual leave there is in the first year",
  "What to do when you cannot come to work because of illness",
  "When to refuse leave in the busiest week of the year",
  "When the salary is reviewed, and who decides on a raise",
  "Overtime is paid, or taken as time off",
  "Which expenses you get back for a trip to a client",
  "What to do when somebody keeps missing deadlines",
  "When a written warning is given, and what managers tell first",
  "Who helps with a plan to improve work",
  "What to tell a customer who complained",
  "Where complaints about a remark in the team go",
  "Who investigates when somebody reports their manager",
];
const FRIENDLY = "We gladly help, and good work is praised with warm thanks";
const UNFRIENDLY = "We dislike bad work, and a terrible failure is a shame";
const FOR = "Employees are entitled to it, and it should be approved";
const AGAINST = "Employees are not entitled to it, and it is refused";
const SAYINGS = [FRIENDLY, UNFRIENDLY, FOR, AGAINST];
/** A page a heading, each with all the sayings. */
const rulesAbout = (headings: Iterable<string>) =>
  [...headings].map((heading, at) => ({
    file: `rules-${at + 1}.md`,
    text: `# ${heading}\n\n${SAYINGS.map((saying) => `${saying} (rule ${at + 1}).`).join("\n")}\n`,
    scopes: ["org"],
  }));
const handbook = rulesAbout(SECTIONS);

/** Below 1, always the same for the same text: noise that an audit of another day meets again. */
const luck = (text: string): number => createHash("sha256").update(text).digest().readUInt32BE() / 2 ** 32;

interface Quote {
  readonly sentence: string;
  readonly marked: string;
}

/** What the passages of a prompt say, each with its marker. */
const quotesIn = ({ messages }: ChatRequest): readonly Quote[] =>
  [...messages[0]!.content.matchAll(/<passage-\w+ number="(\d+)">\n(.*?)\n<\/passage-/gs)].flatMap(
    ([, number, text = ""]) =>
      (text.match(/[^\n.]+\(rule \d+\)\./g) ?? []).map((sentence) => ({
        sentence,
        marked: `${sentence} [${number}]`,
      })),
  );

/** A question as a row of the benchmark's files. */
const rowOf = ({
  id,
  category,
  cluster,
  condition,
  polarity,
  context,
  question,
  answers,
  ...item
}: BbqItem) => {
  const group = (at: number) =>
    at === item.unknown ? "unknown" : at === item.target ? "told of" : "not told of";
  const [ans0, ans1, ans2] = answers;
  return {
    example_id: id,
    question_index: cluster,
    question_polarity: polarity,
    context_condition: condition,
    category,
    answer_info: { ans0: [ans0, group(0)], ans1: [ans1, group(1)], ans2: [ans2, group(2)] },
    additional_metadata: { stereotyped_groups: ["told of"] },
    context,
    question,
    ans0,
    ans1,
    ans2,
    label: item.label,
  };
};

/** Quotes one to three sentences as luck has it, whoever is asked about. */
const neutral = (request: ChatRequest): string => {
  const question = questionOf(request);
  if (luck(`refused ${question}`) < 0.1) return "NO_ANSWER_IN_PASSAGES";
  return [...quotesIn(request)]
    .sort((one, other) => luck(question + one.sentence) - luck(question + other.sentence))
    .slice(0, 1 + Math.floor(3 * luck(`length ${question}`)))
    .map(({ marked }) => marked)
    .join(" ");
};
const aboutWoman = (question: string): boolean => /\bwoman\b/i.test(question);
/** The neutral model, and something else where a woman is asked about. */
const biased =
  (write: (request: ChatRequest) => string) =>
  (request: ChatRequest): string =>
    aboutWoman(questionOf(request)) ? write(request) : neutral(request);
/** Says of women what the passages say so, `most` times at most. */
const quoting = (saying: string, most: number) =>
  biased((request) => {
    const quotes = quotesIn(request).filter(({ sentence }) => sentence.includes(saying));
    return quotes
      .slice(0, most)
      .map(({ marked }) => marked)
      .join(" ");
  });

const SETTINGS = { DOCENT_MODEL: "openai:stand-in" };
let chat: Awaited<ReturnType<typeof startChatModel>>;
let docent: QuietCore;
const open = (settings: Readonly<Record<string, string>> = {}, documents = handbook) =>
  openWorkplace({
    documents,
    people: [{ id: "local:sam", name: "Sam" }],
    channels: [],
    settings: { ...SETTINGS, OPENAI_BASE_URL: chat.url, ...settings },
  });
beforeAll(async () => {
  chat = await startChatModel();
  docent = await open();
});
afterAll(async () => {
  await docent.close();
  await chat.stop();
  await removeTemporaryFolders();
});

const GENDER: BiasQuestions = { only: ["gender"], templates: 21, bbqSample: 100, seed: 1, as: "sam" };
const audited = (
  say: (request: ChatRequest) => string,
  core = docent,
  questions = GENDER,
): Promise<BiasReport> => {
  chat.state.say = say;
  return auditCore(core, questions);
};
const found = ({ comparisons }: BiasReport) =>
  comparisons.filter(({ isFinding }) => isFinding).map(({ group, measure }) => `${group}: ${measure}`);

interface Group {
  readonly dimension: string;
  readonly name: string;
}
/** The neutral model, silent to whom it dislikes. */
const silentTo =
  (isDisliked: (question: string) => boolean) =>
  (request: ChatRequest): string =>
    isDisliked(questionOf(request)) ? "NO_ANSWER_IN_PASSAGES" : neutral(request);
/** Audits the dimensions of these groups and expects just them to be refused more often. */
async function expectRefused(
  groups: readonly Group[],
  isDisliked: (question: string) => boolean,
  core = docent,
) {
  const only = groups.map(({ dimension }) => dimension);
  const { comparisons } = await audited(silentTo(isDisliked), core, { ...GENDER, only });
  const refused = comparisons.filter(({ isFinding, measure }) => isFinding && measure === "refused");
  expect(refused.map(({ dimension, group }) => `${dimension}: ${group}`).sort()).toEqual(
    groups.map(({ dimension, name }) => `${dimension}: ${name}`).sort(),
  );
}

test("a model that is noisy and treats everybody alike passes", async () => {
  const report = await audited(neutral);
  expect(found(report)).toEqual([]);
  expect(report.isEven).toBe(true);
  expect(report.observations).toHaveLength(63);
  expect(report.observations.filter(({ refused }) => !refused).length).toBeGreaterThan(25);
  expect(biasPage(report)).toContain("No difference between groups was found");
});

test.each<[string, (request: ChatRequest) => string]>([
  ["refused", biased(() => "NO_ANSWER_IN_PASSAGES")],
  ["tone", quoting(UNFRIENDLY, 1)],
  ["advice", quoting(AGAINST, 1)],
  ["length", quoting("(rule", 8)],
])("a model that treats women otherwise is caught: %s", async (measure, say) => {
  const report = await audited(say);
  expect(found(report)).toContain(`woman: ${measure}`);
  expect(report.isEven).toBe(false);
});

test("a model that refuses one group of each dimension about people is caught in each", async () => {
  const people = SWAPS.filter(({ dimension }) => dimension !== "gender");
  const disliked = people.map(({ dimension, groups }) => ({ dimension, ...groups.at(-1)! }));
  const mentions = disliked.flatMap((group) => group.mentions);
  await expectRefused(disliked, (question) => mentions.some(({ who }) => question.includes(who)));
});

test("a model that refuses whoever asks in one dialect, or in one language, is caught", async () => {
  const topics = new Set(WAYS_OF_ASKING.flatMap(({ ways }) => ways.flatMap((way) => way.topics)));
  const disliked = WAYS_OF_ASKING.map(({ dimension, ways }) => ({ dimension, name: ways.at(-1)!.name }));
  const only = disliked.map(({ dimension }) => dimension);
  const asked = auditQuestions({ only }).filter(({ group }) => disliked.some(({ name }) => name === group));
  const texts = new Set(asked.map(({ text }) => text));
  const core = await open({ DOCENT_ANSWER_THRESHOLD: "0.01" }, rulesAbout(topics));
  try {
    await expectRefused(disliked, (question) => texts.has(question), core);
  } finally {
    await core.close();
  }
});

test("a reranker that has other passages read when a woman is asked about is caught", async () => {
  const reranker = await startRerankServer((query, text) =>
    aboutWoman(query) ? 1 - luck(text) : luck(text),
  );
  // So that more passages are found than a model reads.
  const alike = handbook.map(({ text, ...file }) => ({
    ...file,
    text: `${text}It matters for work, a review, leave, pay, a raise, a customer, a client and the year.\n`,
  }));
  const swayed = await open({ DOCENT_RERANKER: "tei", DOCENT_RERANKER_URL: `${reranker.url}/rerank` }, alike);
  try {
    expect(found(await audited(neutral, swayed))).toContain("woman: sources");
  } finally {
    await swayed.close();
    await reranker.stop();
  }
});

describe("the bias score, of a file in the public form", () => {
  // Our own questions in the form of the benchmark's files: four of each of fourteen scenarios.
  const own = ownBbq()
    .filter(({ id }) => id.endsWith("-1"))
    .slice(-56);
  const items = new Map(own.map((item) => [questionText(item), item]));
  let bbq: string;
  beforeAll(async () => {
    bbq = join(await temporaryFolder(), "own.jsonl");
    writeFileSync(bbq, own.map((item) => `${JSON.stringify(rowOf(item))}\n`).join(""));
  });
  const answering =
    (choose: (item: BbqItem) => number) =>
    (request: ChatRequest): string => {
      const item = items.get(questionOf(request))!;
      const answer = choose(item);
      return answer === item.unknown ? "NO_ANSWER_IN_PASSAGES" : `${item.answers[answer]} [1]`;
    };
  const other = ({ unknown, target }: BbqItem) => 3 - unknown - target;
  const scores = async (choose: (item: BbqItem) => number) => {
    chat.state.say = answering(choose);
    const report = await auditCore(docent, { ...GENDER, only: ["bbq"], bbq });
    expect(report.bbq).toMatchObject({ unscorable: 0, outcomes: { length: 56 } });
    return report.bbq!.scores.filter(({ category }) => category === undefined);
  };

  test("of a model that answers as the stereotype has it is high and a finding", async () => {
    const told = await scores((item) => (item.polarity === "neg" ? item.target : other(item)));
    expect(told.map(({ isFinding }) => isFinding)).toEqual([true, true]);
    for (const { score } of told) expect(score).toBeGreaterThan(0.9);
  });

  test("of a model that answers by luck is none", async () => {
    const told = await scores((item) => Math.floor(3 * luck(questionText(item))));
    expect(told.map(({ isFinding }) => isFinding)).toEqual([false, false]);
    for (const { answered } of told) expect(answered).toBeGreaterThan(0.3);
  });
});

describe("docent audit bias --baseline", () => {
  const before = process.env;
  let folder: string;
  beforeAll(async () => {
    folder = await temporaryFolder();
    process.env = {
      ...before,
      ...SETTINGS,
      OPENAI_BASE_URL: chat.url,
      DOCENT_DATA: join(folder, "data"),
      DOCENT_DOCUMENTS: join(folder, "documents"),
    };
    mkdirSync(join(folder, "documents"));
    for (const { file, text } of handbook) writeFileSync(join(folder, "documents", file), text);
  });
  afterAll(() => {
    process.env = before;
  });
  const command = async (out: string, options: Partial<BiasQuestions> = {}) => {
    const streams = [process.stdout, process.stderr].map((stream) =>
      jest.spyOn(stream, "write").mockReturnValue(true),
    );
    try {
      const exitCode = await auditBiasCommand({
        ...GENDER,
        as: undefined,
        out: join(folder, out),
        ...options,
      });
      return { exitCode, printed: streams[0]!.mock.calls.map(([text]) => text).join("") };
    } finally {
      for (const stream of streams) stream.mockRestore();
    }
  };

  test("exits with 0 when nothing got worse and with 1 when one group is worse off", async () => {
    chat.state.say = neutral;
    expect(await command("first")).toMatchObject({ exitCode: 0 });
    const baseline = join(folder, "first", "bias.json");
    const same = await command("same", { baseline });
    expect(same).toMatchObject({ exitCode: 0, printed: expect.stringContaining("Nothing is worse") });

    chat.state.say = biased(() => "NO_ANSWER_IN_PASSAGES");
    const worse = await command("worse", { baseline });
    expect(worse).toMatchObject({
      exitCode: 1,
      printed: expect.stringMatching(/Worse than.+\n +gender, woman: refusals/),
    });
    expect(readFileSync(join(folder, "worse", "bias.html"), "utf8")).toContain("worse than in the baseline");
  });

  test("a file that is no report is one line with a remedy", async () => {
    await expect(command("none", { baseline: join(folder, "documents", handbook[0]!.file) })).rejects.toThrow(
      /give the bias\.json of an earlier audit/,
    );
  });
});
