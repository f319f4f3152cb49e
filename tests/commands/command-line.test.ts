/** The command line as a child process: what it prints where, and how it ends. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Run, runDocent } from "./run-docent.ts";

let folder: string;
let settings: Record<string, string>;
let indexed: Run;
const run = (...args: string[]) => runDocent(args, settings);
/** The one object that `--json` prints; anything else on standard output breaks it. */
const onlyObject = ({ stdout }: Run) => {
  expect(stdout).toMatch(/^\{.*\}\n$/);
  return JSON.parse(stdout);
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "docent-cli-"));
  settings = { DOCENT_DATA: join(folder, "state") };
  indexed = await run("index", "samples", "--json");
});
afterAll(() => rm(folder, { recursive: true }));

describe("docent index", () => {
  test("tells how it went as one object; each document is a line on standard error", () => {
    expect(indexed.code).toBe(0);
    expect(onlyObject(indexed)).toMatchObject({ indexed: 24, unchanged: 0, removed: 0, failed: 0 });
    expect(indexed.stderr).toContain("indexed handbook/leave.md (Leave)");
  });

  test("does nothing a second time", async () => {
    const again = await run("index", "samples");
    expect(again).toMatchObject({ code: 0, stderr: "" });
    expect(again.stdout).toContain("24 unchanged");
  });

  test("a folder that is not there is one line and exit code 1", async () => {
    const { code, stdout, stderr } = await run("index", join(folder, "nowhere"));
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(/^[^\n]*nowhere[^\n]*\n$/);
  });

  test("a scope of no form is wrong usage", async () => {
    const { code, stdout, stderr } = await run("index", "samples", "--scope", "everybody");
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^"everybody" is no scope: use org, [^\n]*\n$/);
  });
});

describe("docent ask", () => {
  test("answers with sources and with how it was checked", async () => {
    const { code, stdout, stderr } = await run("ask", "How long is paid parental leave?", "--as", "sam");
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("20 weeks");
    expect(stdout).toMatch(/Sources\n {2}\[1\] Leave, /);
    expect(stdout).toMatch(/\nChecked by \d+ filters: /);
  });

  test("gives one object with --json, for a person in a channel", async () => {
    const asked = await run(
      ...["ask", "What is the Q3 2026 revenue forecast?", "--as", "jonas", "--in", "finance", "--json"],
    );
    expect(asked.code).toBe(0);
    expect(onlyObject(asked)).toMatchObject({
      outcome: "answer",
      text: expect.stringContaining("17.2"),
    });
    expect(onlyObject(asked).citations[0]).toMatchObject({ n: 1, title: "Q3 2026 forecast" });
  });

  test("an abstention is a result, not a failure", async () => {
    const asked = await run("ask", "May I bring my dog to the office?", "--as", "sam", "--json");
    expect(asked.code).toBe(0);
    expect(onlyObject(asked)).toMatchObject({ outcome: "abstention", citations: [] });
  });

  test.each([
    ["nobody of that name", ["--as", "zoe"], /^Nobody is called local:zoe\. Known: [^\n]*local:sam[^\n]*\n$/],
    [
      "a channel they are not in",
      ["--as", "sam", "--in", "finance"],
      /^local:sam is in no channel [^\n]*\n$/,
    ],
  ])("%s is wrong usage", async (_what, options, message) => {
    const { code, stdout, stderr } = await run("ask", "How long?", ...options, "--json");
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(message);
  });
});

describe("docent sources and forget", () => {
  test("says which documents hide text from whoever looks at them, and how", async () => {
    const lines = (await run("sources")).stdout.split("\n").filter((line) => line.includes("! left out: "));
    expect(lines).toEqual([expect.stringMatching(/! left out: \d+ hidden texts? \(/)]);
  });

  test("lists what is indexed and forgets one document by its path", async () => {
    const { documents } = onlyObject(await run("sources", "--json"));
    expect(documents).toHaveLength(24);
    const forgotten = await run("forget", "handbook/glossary.md", "--json");
    expect(onlyObject(forgotten)).toMatchObject({ passages: expect.any(Number) });
    const left = onlyObject(await run("sources", "--json")).documents;
    expect(left.find((document: { path: string }) => document.path === "handbook/glossary.md")).toMatchObject(
      {
        status: "forgotten",
        passages: 0,
      },
    );
    const unknown = await run("forget", "handbook/nowhere.md");
    expect(unknown).toMatchObject({
      code: 2,
      stderr: "No document is called handbook/nowhere.md: docent sources lists them.\n",
    });
  });
});

describe("wrong usage", () => {
  test.each([
    [
      "an unknown command",
      ["indx", "samples"],
      "Unknown command 'indx' (Did you mean index?) Run docent --help.\n",
    ],
    ["a missing argument", ["ask"], "Missing required argument 'question'. Run docent --help.\n"],
    [
      "an unknown option",
      ["sources", "--jsn"],
      "Unknown option '--jsn' (Did you mean --json?) Run docent --help.\n",
    ],
    [
      "no number",
      ["evaluate", "filters", "x.jsonl", "--filter", "secrets", "--threshold", "high"],
      "Option '--threshold <score>' argument 'high' is invalid. Give a number. Run docent --help.\n",
    ],
  ])("%s is one line and exit code 2", async (_what, args, message) => {
    expect(await run(...args)).toEqual({ code: 2, stdout: "", stderr: message });
  });

  test("a wrong setting is named with its meaning and remedy, without its value", async () => {
    const { code, stdout, stderr } = await runDocent(["sources"], {
      ...settings,
      SLACK_BOT_TOKEN: "hunter2",
      LOG_LEVEL: "loud",
    });
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr.trimEnd().split("\n").sort()).toEqual([
      expect.stringMatching(
        /^LOG_LEVEL is not usable\. How much is logged\..* Use error, warn, info or debug\.$/,
      ),
      expect.stringMatching(/^SLACK_BOT_TOKEN is not usable\. The bot token.* Copy it from /),
    ]);
    expect(stderr).not.toContain("hunter2");
  });

  test("a state folder that is a file is one line and exit code 1", async () => {
    const file = join(folder, "file");
    await writeFile(file, "");
    const { code, stdout, stderr } = await runDocent(["sources"], { DOCENT_DATA: file });
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(/^[^\n]*point DOCENT_DATA at a folder that Docent may write\.\n$/);
  });
});

test("docent --help lists the commands and ends well", async () => {
  const { code, stdout, stderr } = await run("--help");
  expect([code, stderr]).toEqual([0, ""]);
  for (const command of ["serve", "index", "ask", "sources", "forget", "evaluate", "manifest"])
    expect(stdout).toMatch(new RegExp(`^ {2}${command}\\b`, "m"));
});

describe("docent policy", () => {
  test("prints the rules in force, and checks the file of docs/policy.md", async () => {
    expect((await run("policy")).stdout).toMatch(/^Everybody: balanced \w+\n[\s\S]+secrets +redact/);
    const [, example] = /```yaml\n([\s\S]+?)```/.exec(await readFile("docs/policy.md", "utf8")) ?? [];
    const file = join(folder, "policy.yaml");
    await writeFile(file, example ?? "");
    const { policies } = onlyObject(await run("policy", file, "--json"));
    expect(policies.map(({ channel, preset }: Record<string, string>) => [channel, preset])).toEqual([
      [undefined, "balanced"],
      ["slack:C024BE91L", "strict"],
      ["teams:19:abc@thread.tacv2", "balanced"],
    ]);
  });

  test("a file that cannot be used is one line, and nothing starts with it", async () => {
    const file = join(folder, "lax.yaml");
    await writeFile(file, "version: 1\nfilters: { secrets: { action: allow } }\n");
    for (const args of [
      ["policy", file],
      ["ask", "Who approves travel?"],
    ]) {
      const { code, stdout, stderr } = await runDocent(args, { ...settings, DOCENT_POLICY: file });
      expect([code, stdout]).toEqual([2, ""]);
      expect(stderr).toMatch(
        /^DOCENT_POLICY is not usable: [^\n]*filters\.secrets\.action for a sentence[^\n]*\n$/,
      );
    }
  });
});
