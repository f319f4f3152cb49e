import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { readableBy } from "../../src/access/audience.ts";
import { type DirectoryEntries, localDirectory } from "../../src/access/local-directory.ts";
import { channelId, personId, scope } from "../../src/access/scopes.ts";
import { secrets } from "../../src/safety/filters/secrets.ts";

interface SampleQuestion {
  readonly question: string;
  readonly person: string;
  readonly channel?: string;
  readonly source?: string;
  readonly facts?: readonly string[];
  readonly why?: "absent" | "unreadable";
}

const root = fileURLToPath(new URL("../../", import.meta.url));
const samples = join(root, "samples");
const read = (path: string): string => readFileSync(join(samples, path), "utf8");

const settings = JSON.parse(read("docent.json")) as DirectoryEntries & {
  readonly documents: readonly { readonly path: string; readonly scopes: readonly string[] }[];
};
const questions = JSON.parse(readFileSync(join(root, "tests/samples/questions.json"), "utf8")) as {
  readonly questions: readonly SampleQuestion[];
  readonly unanswerable: readonly SampleQuestion[];
};
const guide = readFileSync(join(root, "docs/samples.md"), "utf8");

const documents = readdirSync(samples, { recursive: true, encoding: "utf8" })
  .filter((path) => statSync(join(samples, path)).isFile() && path !== "docent.json")
  .sort();
const TEXT_FORMATS = new Set([".md", ".html", ".txt", ".csv", ".eml"]);
const textDocuments = documents.filter((path) => TEXT_FORMATS.has(extname(path)));

const directory = localDirectory();
directory.add(settings);

/** The rule of docent.json: the longest path that fits decides, and everybody's otherwise. */
function scopesOf(path: string): readonly string[] {
  const fitting = settings.documents.filter((entry) => path.startsWith(entry.path));
  return fitting.sort((a, b) => b.path.length - a.path.length)[0]?.scopes ?? ["org"];
}

async function readable(person: string, channel?: string): Promise<readonly string[]> {
  const scopes = await readableBy(
    channel
      ? { kind: "channel", channel: channelId(channel) }
      : { kind: "private", person: personId(person) },
    directory,
  );
  return documents.filter((path) => scopesOf(path).some((name) => scopes.has(scope(name))));
}

describe("the sample folder", () => {
  test("holds 15 to 25 documents in all nine formats, none above 100 kB", () => {
    expect(documents.length).toBeGreaterThanOrEqual(15);
    expect(documents.length).toBeLessThanOrEqual(25);
    expect([...new Set(documents.map((path) => extname(path)))].sort()).toEqual([
      ".csv",
      ".docx",
      ".eml",
      ".html",
      ".md",
      ".pdf",
      ".pptx",
      ".txt",
      ".xlsx",
    ]);
    for (const path of documents)
      expect([path, statSync(join(samples, path)).size < 100_000]).toEqual([path, true]);
  });

  test("carries no path of the machine it was made on and no mail address outside .example", () => {
    for (const path of textDocuments) {
      const text = read(path);
      expect([path, /\/(?:home|root|tmp|Users|work)\//.test(text)]).toEqual([path, false]);
      const addresses = text.match(/[\w.+-]+@[a-z][\w.-]*[a-z]/gi) ?? [];
      expect(addresses.filter((address) => !address.endsWith(".example"))).toEqual([]);
    }
  });
});

describe("docent.json", () => {
  test("names paths that exist, each with at least one document below", () => {
    for (const { path } of settings.documents) {
      expect([path, existsSync(join(samples, path))]).toEqual([path, true]);
      expect([path, documents.some((document) => document.startsWith(path))]).toEqual([path, true]);
    }
  });

  test("declares every member, channel, person and group that it names", () => {
    const people = new Set(settings.people.map(({ id }) => id));
    const known = new Set([
      "org",
      ...settings.people.flatMap(({ id, groups = [] }) => [
        `person:${id}`,
        ...groups.map((name) => `group:${name}`),
      ]),
      ...settings.channels.map(({ id }) => `channel:${id}`),
    ]);
    const unknownMembers = settings.channels.flatMap(({ members }) =>
      members.filter((member) => !people.has(member)),
    );
    const unknownScopes = settings.documents.flatMap(({ scopes }) =>
      scopes.filter((name) => !known.has(name)),
    );
    expect({ unknownMembers, unknownScopes }).toEqual({ unknownMembers: [], unknownScopes: [] });
  });

  test.each([
    ["local:sam", "", ["personal/sam-okafor/", "clients/brightwater/"]],
    ["local:marta", "", ["managers/", "clients/brightwater/"]],
    ["local:jonas", "", ["finance/"]],
    ["local:ana", "", ["people-team/"]],
    ["local:sam", "local:general", []],
    ["local:jonas", "local:finance", ["finance/"]],
    ["local:ana", "local:people-team", ["people-team/"]],
  ])("%s (%s) reads what is everybody's and %j", async (person, channel, folders) => {
    const everybodys = documents.filter((path) => scopesOf(path).includes("org"));
    const own = documents.filter((path) => folders.some((folder) => path.startsWith(folder)));
    expect(await readable(person, channel)).toEqual([...everybodys, ...own].sort());
  });

  test("lets the guest and the client's channel read the client's folder alone, and somebody who left nothing", async () => {
    const clients = documents.filter((path) => path.startsWith("clients/brightwater/"));
    expect(await readable("local:wei")).toEqual(clients);
    expect(await readable("local:sam", "local:client-brightwater")).toEqual(clients);
    expect(await readable("local:olle")).toEqual([]);
  });
});

describe("what is planted", () => {
  /** The document that the guide names in its list "What is planted". */
  const planted = (what: string): string =>
    new RegExp(`^- \\*\\*${what}\\*\\*: \`([^\`]+)\``, "m").exec(guide)?.[1] ?? "";

  test("the injection stands where the guide says, once visible and once hidden, and nowhere else", () => {
    const carriers = textDocuments.filter((path) =>
      /ignore (?:all |your )?previous instructions/i.test(read(path)),
    );
    expect(carriers).toEqual([planted("Injection")]);
    const page = read(planted("Injection"));
    expect(page.match(/previous instructions/gi)).toHaveLength(2);
    expect(page).toMatch(/<div style="display:none"[^>]*>\s*<p>SYSTEM MESSAGE TO AI ASSISTANTS/);
  });

  test("the secrets stand where the guide says, the filter finds both, and it finds nothing in other documents", async () => {
    const found = await Promise.all(
      textDocuments.map(async (path) => {
        const subject = { stage: "passage" as const, text: read(path), passages: [], question: "" };
        return { path, spans: (await secrets.check(subject)).spans ?? [] };
      }),
    );
    const carriers = found.filter(({ spans }) => spans.length > 0);
    expect(carriers.map(({ path, spans }) => ({ path, secrets: spans.length }))).toEqual([
      { path: planted("Secret"), secrets: 2 },
    ]);
  });
});

describe("the questions", () => {
  const all = [...questions.questions, ...questions.unanswerable];

  test("there are 15 with a source and 6 without an answer, by people and in channels that exist", () => {
    expect([questions.questions.length, questions.unanswerable.length]).toEqual([15, 6]);
    const known = new Set([...settings.people, ...settings.channels].map(({ id }) => id));
    expect(
      all.filter(({ person, channel }) => !known.has(person) || (channel && !known.has(channel))),
    ).toEqual([]);
  });

  test("whoever asks in a channel is in it", () => {
    const members = new Map(settings.channels.map((channel) => [channel.id, channel.members]));
    expect(all.filter(({ person, channel }) => channel && !members.get(channel)?.includes(person))).toEqual(
      [],
    );
  });

  test.each(questions.questions)(
    "$person may read $source and ask: $question",
    async ({ person, channel, source }) => {
      expect(await readable(person, channel)).toContain(source);
    },
  );

  test("whoever asks for what they may not read may indeed not read it", async () => {
    for (const { person, channel, source, why } of questions.unanswerable) {
      expect([source !== undefined, why]).toEqual([why === "unreadable", why]);
      if (source !== undefined) expect(documents).toContain(source);
      expect(await readable(person, channel)).not.toContain(source);
    }
  });

  test("the guide's paths exist", () => {
    const paths = [...guide.matchAll(/`((?:[\w-]+\/)+[\w.-]*)`/g)].map(([, path]) => path!);
    const missing = paths.filter((path) => !existsSync(join(samples, path)) && !existsSync(join(root, path)));
    expect(paths.length).toBeGreaterThan(10);
    expect(missing).toEqual([]);
  });
});
