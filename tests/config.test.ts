import {
  ConfigError,
  checkSettingsFile,
  readSettings,
  secretsOf,
  settingGroups,
  settingText,
} from "../src/config.ts";

const settings = Object.values(settingGroups).flatMap((group) => Object.entries(group.shape));
const known = Object.fromEntries(settings);

/** What reading this environment complains about, line by line. */
function complaints(environment: Record<string, string>): readonly string[] {
  try {
    readSettings(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split("\n");
    throw error;
  }
}

/** The line that says everything about a setting: its name first, then what is wrong, its meaning and remedy. */
function expectComplaint(line: string | undefined, name: string) {
  const field = known[name];
  if (!field) throw new Error(`${name} is no setting`);
  const { meaning, remedy } = settingText(field);
  expect(line).toMatch(new RegExp(`^${name} `));
  expect(line).toContain(meaning);
  expect(line?.endsWith(remedy)).toBe(true);
}

describe("settings", () => {
  test("none is needed", () => {
    expect(readSettings({})).toMatchObject({
      PORT: 3000,
      DOCENT_MODE: "local",
      DOCENT_MODEL: "extractive",
      DOCENT_DATA: ".data",
      DOCENT_DOCUMENTS: "samples",
    });
  });

  test("an empty or blank value counts as not set", () => {
    expect(readSettings({ PORT: "", SLACK_BOT_TOKEN: "  ", DOCENT_POLICY: "" })).toEqual(readSettings({}));
  });

  test("numbers, flags and policies are read", () => {
    const read = readSettings({
      PORT: "0",
      DOCENT_ALLOW_PLAIN_HTTP: "true",
      DOCENT_ANSWER_THRESHOLD: "0.25",
      DOCENT_POLICY: "/etc/docent/policy.yaml",
    });
    expect(read).toMatchObject({
      PORT: 0,
      DOCENT_ALLOW_PLAIN_HTTP: true,
      DOCENT_ANSWER_THRESHOLD: 0.25,
      DOCENT_POLICY: "/etc/docent/policy.yaml",
    });
  });

  test.each(settings)("%s says what it means and what to do, in sentences", (_name, field) => {
    const { meaning, remedy } = settingText(field);
    expect(meaning).toMatch(/^[a-zA-Z].*\.$/);
    expect(remedy).toMatch(/^[A-Z].*\.$/);
  });

  test.each([
    ["PORT", "eighty"],
    ["PORT", "65536"],
    ["PORT", "3000.5"],
    ["DOCENT_MODE", "prod"],
    ["DOCENT_TENANT", "two words"],
    ["DOCENT_PUBLIC_URL", "docent.example.com"],
    ["DOCENT_PUBLIC_URL", "ftp://docent.example.com"],
    ["DOCENT_IDENTITY_HEADER", "x user"],
    ["DOCENT_ALLOW_PLAIN_HTTP", "perhaps"],
    ["LOG_LEVEL", "verbose"],
    ["DOCENT_MODEL", "openai"],
    ["DOCENT_MODEL_TIMEOUT_MS", "0"],
    ["DOCENT_ANSWER_THRESHOLD", "1.1"],
    ["DOCENT_HISTORY_EXCHANGES", "-1"],
    ["DOCENT_POLICY", "secrets=ignore"],
    ["DOCENT_FILTER_TIMEOUT_MS", "soon"],
    ["SLACK_API_URL", "slack.com/api"],
  ])("%s=%s is refused with name, meaning and remedy", (name, value) => {
    const lines = complaints({ [name]: value });
    expect(lines).toHaveLength(1);
    expectComplaint(lines[0], name);
  });

  test("every wrong setting is named at once, one line each", () => {
    const lines = complaints({ PORT: "x", LOG_LEVEL: "x", DOCENT_MODE: "x" });
    expect(lines.map((line) => line.split(" ")[0]).sort()).toEqual(["DOCENT_MODE", "LOG_LEVEL", "PORT"]);
  });

  test.each([
    ["SLACK_SIGNING_SECRET", { SLACK_BOT_TOKEN: "xoxb-1" }],
    ["SLACK_BOT_TOKEN", { SLACK_SIGNING_SECRET: "s" }],
    ["SLACK_BOT_TOKEN", { SLACK_APP_TOKEN: "xapp-1" }],
    ["TEAMS_APP_PASSWORD", { TEAMS_APP_ID: "id" }],
    ["TEAMS_APP_ID", { TEAMS_APP_PASSWORD: "p" }],
    ["OPENAI_API_KEY", { DOCENT_MODEL: "openai:gpt-5-mini" }],
    ["TEAMS_TENANT_ID", { DOCENT_MODE: "production", TEAMS_APP_ID: "id", TEAMS_APP_PASSWORD: "p" }],
  ])("%s is asked for when other settings need it", (name, environment: Record<string, string>) => {
    const lines = complaints(environment);
    expect(lines).toHaveLength(1);
    expectComplaint(lines[0], name);
    expect(lines[0]).toContain("is missing (");
  });

  test("Socket Mode needs no signing secret, and a server of one's own needs no OpenAI key", () => {
    expect(complaints({ SLACK_BOT_TOKEN: "xoxb-1", SLACK_APP_TOKEN: "xapp-1" })).toEqual([]);
    expect(complaints({ DOCENT_MODEL: "openai:x", OPENAI_BASE_URL: "http://localhost:1/v1" })).toEqual([]);
  });

  test("production refuses plain http, unless it is meant", () => {
    const environment = {
      DOCENT_MODE: "production",
      OPENAI_BASE_URL: "http://10.0.0.1/v1",
      SLACK_API_URL: "https://slack.example/api/",
    };
    const lines = complaints(environment);
    expect(lines).toHaveLength(1);
    expectComplaint(lines[0], "OPENAI_BASE_URL");
    expect(lines[0]).toContain("DOCENT_ALLOW_PLAIN_HTTP=true");
    expect(complaints({ ...environment, DOCENT_ALLOW_PLAIN_HTTP: "true" })).toEqual([]);
    expect(complaints({ ...environment, DOCENT_MODE: "local" })).toEqual([]);
  });

  test("a secret is never part of a complaint, whatever is wrong with it", () => {
    const secret = "hunter2-hunter2";
    const wrong = Object.fromEntries(
      settings.filter(([, field]) => settingText(field).secret).map(([name]) => [name, secret]),
    );
    const lines = complaints({ ...wrong, DOCENT_PUBLIC_URL: `user:${secret}@host`, PORT: secret });
    expect(lines.map((line) => line.split(" ")[0]).sort()).toEqual([
      "DOCENT_AUDIT_KEY",
      "DOCENT_PUBLIC_URL",
      "PORT",
      "SLACK_APP_TOKEN",
      "SLACK_BOT_TOKEN",
    ]);
    expect(lines.join("\n")).not.toContain(secret);
  });

  test("what must never be printed is known to the log", () => {
    const read = readSettings({
      SLACK_BOT_TOKEN: "xoxb-1",
      SLACK_SIGNING_SECRET: "signs",
      OPENAI_API_KEY: "sk-1",
      TEAMS_TENANT_ID: "no-secret",
      DOCENT_AUDIT_KEY: `${"new-".repeat(8)},${"old-".repeat(8)}`,
    });
    expect([...secretsOf(read)].sort()).toEqual(
      ["new-".repeat(8), "old-".repeat(8), "signs", "sk-1", "xoxb-1"].sort(),
    );
  });
});

describe("a .env file", () => {
  test.each([
    ["settings, comments and blank lines", "# mine\n\nPORT=3000\nexport LOG_LEVEL = debug\r\nHOST=\n"],
    ["a comment behind a value", 'SLACK_BOT_TOKEN=xoxb-1   # OAuth & Permissions\nA="b" # c\n'],
    ["a value over several lines", "KEY=\"one\ntwo\"\nOTHER='a\nb'\n"],
    ["quotes within a value", "NAME=it's\nPASSWORD=a\"b#c=d\n"],
  ])("with %s is fine", (_, text) => {
    expect(() => checkSettingsFile(text)).not.toThrow();
  });

  test.each([
    ["a colon for the equals sign", "PORT=3000\nSLACK_BOT_TOKEN: xoxb-hunter2\n", 2],
    ["a value alone", "xoxb-hunter2\n", 1],
    ["a quote that never closes", '# one\nSLACK_BOT_TOKEN="xoxb-hunter2\n', 2],
    ["another encoding", Buffer.from("\ufeffPORT=hunter2", "utf16le").toString("utf8"), 1],
  ])("with %s is refused by its line, without what it says", (_, text, line) => {
    expect(() => checkSettingsFile(text)).toThrow(
      new ConfigError(
        `.env is wrong at line ${line}: write NAME=value, one a line, in UTF-8, with # before a comment.`,
      ),
    );
  });
});
