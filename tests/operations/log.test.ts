import { Writable } from "node:stream";
import { createLog, explain } from "../../src/operations/log.ts";

function listening(options: { secrets?: readonly string[]; json?: boolean; level?: "info" | "debug" } = {}) {
  let written = "";
  const stream = new Writable({
    write(piece, _encoding, done) {
      written += piece;
      done();
    },
  });
  const { secrets = [], json = true, level = "info" } = options;
  return { log: createLog({ level, secrets, json, stream }), written: () => written };
}

describe("the log", () => {
  test("is one JSON object a line, with severity, time, message and fields", () => {
    const { log, written } = listening();
    log.info("first", { ms: 3 });
    log.warn("second\nline", { deep: { list: [1n, undefined] } });
    const lines = written().trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      { severity: "info", time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/), message: "first", ms: 3 },
      {
        severity: "warn",
        time: expect.any(String),
        message: "second\nline",
        deep: { list: ["1", null] },
      },
    ]);
  });

  test("is a short line for a person otherwise, quiet about info", () => {
    const { log, written } = listening({ json: false });
    log.info("Docent is ready", { port: 3000 });
    log.error("It failed", { error: new Error("outer", { cause: new Error("inner") }), path: "/x" });
    expect(written()).toBe("Docent is ready  port=3000\nerror: It failed  error=outer (inner)  path=/x\n");
  });

  test("shows control characters instead of obeying them, so that nothing forges a line", () => {
    const { log, written } = listening({ json: false });
    log.warn("Bad name", { path: "a\u001b[31m\nerror: forged" });
    expect(written()).toBe("warn: Bad name  path=a\\u001b[31m\\u000aerror: forged\n");
  });

  test("leaves out what is below its level", () => {
    const { log, written } = listening();
    log.debug("details");
    expect(written()).toBe("");
  });

  test.each([true, false])("shows a secret nowhere (JSON: %s)", (json) => {
    const secrets = ["xoxb-1", "xoxb-1-longer", 'quo"te\\d', "with space/and+more", "", "ключ"];
    const { log, written } = listening({ secrets, json });
    log.error("Refused xoxb-1-longer", {
      error: new Error("POST https://x/?key=with%20space%2Fand%2Bmore", {
        cause: new Error('because quo"te\\d', { cause: new Error("ключ") }),
      }),
      deep: { list: [new Error("inside xoxb-1"), 'quo"te\\d'] },
      'name quo"te\\d': "with space/and+more",
    });
    for (const left of ["xoxb", "longer", "quo", "space", "ключ"]) expect(written()).not.toContain(left);
    expect(written()).toContain("[secret]");
  });

  test.each([true, false])("survives what JSON cannot say (JSON: %s)", (json) => {
    const { log, written } = listening({ json });
    const circle: Record<string, unknown> = { name: "circle" };
    circle.self = circle;
    const shared = { once: 1 };
    log.warn("odd", { circle, twice: [shared, shared], nothing: undefined, big: 5n });
    expect(written()).toContain("[circular]");
    expect(written().match(/once/g)).toHaveLength(2);
  });
});

describe("an error in one line", () => {
  test("carries its causes", () => {
    const error = new Error("no\n  answer", { cause: new TypeError("fetch failed", { cause: "text" }) });
    expect(explain(error)).toBe("no answer (fetch failed (text))");
  });

  test("does not repeat a cause that it quotes", () => {
    const error = new Error("The file cannot be read (ENOENT): create it.", { cause: new Error("ENOENT") });
    expect(explain(error)).toBe("The file cannot be read (ENOENT): create it.");
  });

  test("ends although an error is its own cause", () => {
    const error = new Error("loop");
    error.cause = error;
    expect(explain(error)).toBe("loop");
  });

  test("says something when the error itself says nothing", () => {
    const refused = Object.assign(new Error(""), { code: "ECONNREFUSED" });
    expect(explain(refused)).toBe("ECONNREFUSED");
    expect(explain(new AggregateError([new Error("connect ::1"), new Error("connect 127.0.0.1")]))).toBe(
      "Error: connect ::1; Error: connect 127.0.0.1",
    );
    expect(explain(new RangeError())).toBe("RangeError");
    expect(explain("just text")).toBe("just text");
  });
});
