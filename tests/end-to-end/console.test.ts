/** The console in a real browser, over the real program and its sample documents. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { BrowserContextOptions, Locator } from "playwright-core";
import { launchChromium } from "./chromium.ts";
import { type ConsolePage, openConsole } from "./open-console.ts";
import { type RunningDocent, removeTemporaryFolders, startDocent } from "./start-docent.ts";

const browser = await launchChromium();
const inBrowser = browser ? describe : describe.skip;

let docent: RunningDocent;
let console_: ConsolePage;
const open = async (options?: BrowserContextOptions) => {
  if (!browser) throw new Error("No browser");
  console_ = await openConsole(browser, docent.url, options);
  return console_;
};

beforeAll(async () => {
  if (browser) docent = await startDocent();
});
afterEach(async () => {
  const { offences } = console_;
  await console_.close();
  expect(offences).toEqual([]);
});
afterAll(async () => {
  await browser?.close();
  await docent?.end();
  await removeTemporaryFolders();
});

const outcome = async (reply: Locator) =>
  /\b(answer|abstention|reason)\b/.exec((await reply.getAttribute("class")) ?? "")?.[1];

const hasFocus = (locator: Locator) => locator.evaluate((element) => element.matches(":focus"));

inBrowser("the console", () => {
  test("offers examples, says that it is local, and puts the cursor into the question", async () => {
    const { page, picture } = await open({ colorScheme: "light" });
    expect(await page.locator(".example").count()).toBe(4);
    expect(await page.locator("#mode").textContent()).toContain("only this machine");
    expect(await page.locator("#scale").textContent()).toMatch(/^24 documents, \d+ passages/);
    expect(await page.evaluate("document.activeElement.id")).toBe("question");
    await picture("light-welcome");
  });

  test("answers an example with sources, and opens the quoted words in their document", async () => {
    const { page, picture, replies } = await open({ colorScheme: "light" });
    await page.locator(".example", { hasText: "parental leave" }).click();
    await replies.last().locator(".after").waitFor();
    expect(await outcome(replies.last())).toBe("answer");
    expect(await replies.last().locator(".text").textContent()).toContain("20 weeks");
    expect(await replies.last().locator(".source").first().textContent()).toBe("Leave");
    await picture("light-answer");

    const mark = replies.last().locator(".text .mark").first();
    await mark.click();
    const quoted = page.locator("#source-text mark");
    await quoted.waitFor();
    expect(await quoted.textContent()).toContain("20 weeks of paid parental leave");
    const [seen, shown] = [await quoted.boundingBox(), await page.locator("#source-text").boundingBox()];
    if (!seen || !shown) throw new Error("The quote or its document is not on the page");
    expect(seen.y).toBeGreaterThanOrEqual(shown.y);
    expect(seen.y + seen.height).toBeLessThanOrEqual(shown.y + shown.height);
    await picture("light-source");
    await page.keyboard.press("Escape");
    expect(await page.locator("#source").isVisible()).toBe(false);
    expect(await hasFocus(mark)).toBe(true);
  });

  test("shows how the reply was checked, and records what the reader thinks", async () => {
    const { ask, page, picture } = await open({ colorScheme: "dark" });
    const reply = await ask("How long is paid parental leave?");
    await reply.locator(".receipt summary").click();
    const receipt = await reply.locator(".receipt").textContent();
    for (const check of ["Passwords and keys", "Personal data", "Support by the sources"])
      expect(receipt).toContain(check);
    await picture("dark-receipt");

    const recorded = page.waitForResponse((response) => response.url().endsWith("/api/feedback"));
    await reply.getByRole("button", { name: "Helpful", exact: true }).click();
    expect((await recorded).status()).toBe(204);
    await reply.getByText("Thank you, it is recorded.").waitFor();
    expect(await reply.locator('.opinions [aria-pressed="true"]').textContent()).toBe("Helpful");

    await reply.getByRole("button", { name: "Report bias or a mistake" }).click();
    await reply.getByLabel("What is wrong?").fill("It forgets adoption.");
    const commented = page.waitForRequest((request) =>
      (request.postData() ?? "").includes("It forgets adoption."),
    );
    await reply.getByLabel("What is wrong?").press("Enter");
    await commented;
    await reply.getByLabel("What is wrong?").waitFor({ state: "hidden" });
  });

  test("the same question has other answers for other readers", async () => {
    const { ask, askAs, picture, page } = await open({ colorScheme: "light" });
    const bands = "What is the salary band of grade 4 in Sweden?";
    await askAs("local:sam");
    expect(await (await ask(bands)).textContent()).not.toContain("486,000");

    await askAs("local:marta");
    const forManagers = await ask(bands);
    expect(await forManagers.textContent()).toContain("486,000");
    expect(await page.locator(".turn").last().locator(".who").textContent()).toBe(
      "Marta Lindqvist, privately",
    );
    await picture("light-as-marta");

    await askAs("local:marta", "local:general");
    expect(await (await ask(bands)).textContent()).not.toContain("486,000");

    const response = "How fast is the first response to a P1 incident?";
    await askAs("local:sam", "local:general");
    expect(await (await ask(response)).locator(".text").textContent()).toContain("1 hour");
    await askAs("local:wei", "local:client-brightwater");
    expect(await (await ask(response)).locator(".text").textContent()).toContain("20 minutes");
  });

  test("only the channels that a person is in are offered", async () => {
    const { page } = await open();
    await page.locator("#person").selectOption("local:wei");
    expect(await page.locator("#channel option").allTextContents()).toEqual([
      "privately",
      "in #client-brightwater",
    ]);
    await page.locator("#person").selectOption("local:olle");
    expect(await page.locator("#channel option").allTextContents()).toEqual(["privately"]);
  });

  test("says so when the documents have no answer", async () => {
    const { ask, picture } = await open({ colorScheme: "light" });
    const reply = await ask("May I bring my dog to the office?");
    expect(await outcome(reply)).toBe("abstention");
    expect(await reply.locator(".outcome").textContent()).toBe("No answer in your documents");
    expect(await reply.locator(".mark, .sources").count()).toBe(0);
    await picture("light-abstention");
  });

  test("needs no mouse", async () => {
    const { page, replies, picture } = await open({ colorScheme: "dark" });
    await page.locator("h1").click();
    await page.locator("#afresh").focus();
    await page.keyboard.press("/");
    expect(await page.evaluate("document.activeElement.id")).toBe("question");
    await page.keyboard.type("How long is paid parental leave?");
    await page.keyboard.press("Shift+Enter");
    expect(await page.locator("#question").inputValue()).toMatch(/\n$/);
    await page.keyboard.press("Backspace");
    await page.keyboard.press("Enter");
    await replies.last().locator(".after").waitFor();

    await page.keyboard.press("ArrowUp");
    expect(await page.locator("#question").inputValue()).toBe("How long is paid parental leave?");

    const mark = replies.last().locator(".text .mark").first();
    await mark.focus();
    await page.keyboard.press("Enter");
    await page.locator("#source-text mark").waitFor();
    await picture("dark-source");
    await page.keyboard.press("/");
    expect(await page.locator("#source").isVisible()).toBe(true);
    await page.keyboard.press("Escape");
    expect(await hasFocus(mark)).toBe(true);

    await page.locator("#afresh").focus();
    await page.keyboard.press("Enter");
    expect(await replies.count()).toBe(0);
    expect(await page.locator("#welcome").isVisible()).toBe(true);
    expect(await page.evaluate("document.activeElement.id")).toBe("question");
  });

  test("a new conversation carries nothing over, and a chosen reader stays", async () => {
    const { ask, askAs, page } = await open();
    await askAs("local:sam", "local:general");
    await ask("How long is paid parental leave?");
    const request = page.waitForRequest((sent) => sent.url().endsWith("/api/ask"));
    await page.locator("#afresh").click();
    await ask("What does a lost badge cost?");
    const sent = (await request).postDataJSON();
    expect(sent).toEqual({
      question: "What does a lost badge cost?",
      person: "local:sam",
      channel: "local:general",
    });
  });

  test("shows the rules behind the checks, and how to get there", async () => {
    const { page, picture, ask } = await open({ colorScheme: "light" });
    const reply = await ask("How long is parental leave?");
    await reply.locator(".receipt summary").click();
    await reply.locator(".receipt a").click();
    await page.waitForURL("**/policy");
    const rows = page.locator(".rules tbody tr");
    expect(await rows.count()).toBe(11);
    expect(await rows.first().locator("th").textContent()).toBe("Passwords and keys");
    expect(await rows.first().locator("td").allTextContents()).toContain("blacked out");
    await picture("light-policy");
  });

  test("fits a telephone", async () => {
    const { ask, askAs, page, picture } = await open({
      viewport: { width: 375, height: 740 },
      deviceScaleFactor: 2,
      hasTouch: true,
    });
    await picture("mobile-welcome");
    await askAs("local:sam");
    const reply = await ask("What does a steady red light on the Orvandel modem mean?");
    await picture("mobile-answer");
    const sideways = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
    expect(await page.evaluate(sideways)).toBe(0);
    await reply.locator(".receipt summary").click();
    expect(await page.evaluate(sideways)).toBe(0);
    await reply.locator(".mark").first().click();
    await page.locator("#source-text .cited").waitFor();
    expect((await page.locator("#source").boundingBox())?.width).toBe(375);
    await picture("mobile-source");
  });

  test("keeps still for whoever asked for less motion", async () => {
    const { page, ask } = await open({ reducedMotion: "reduce" });
    await ask("How long is paid parental leave?");
    const style = `(() => {
      const status = Object.assign(document.createElement("p"), { className: "status" });
      document.querySelector(".reply").append(status);
      return getComputedStyle(status, "::before").animationName;
    })()`;
    expect(await page.evaluate(style)).toBe("none");
  });

  test("opens a document on a page of its own, at the cited words", async () => {
    const { page, picture } = await open({ colorScheme: "light" });
    const question = "Up to which amount may I accept gifts from one source in a calendar year?";
    const asked = await fetch(`${docent.url}/api/ask`, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify({ question, person: "ana" }),
    });
    const done = JSON.parse(await asked.text());
    const { document, passage, quote, title } = done.citations[0];
    const query = new URLSearchParams({ passage, quote, person: "local:ana" });
    await page.goto(`${docent.url}/documents/${document}?${query}`);
    await page.locator("mark").waitFor();
    expect(await page.title()).toBe(`${title} · Docent`);
    expect(await page.locator("mark").textContent()).toContain("EUR 50");
    await picture("light-document");
  });

  test.each(["light", "dark"] as const)("passes axe's accessibility rules (%s)", async (colorScheme) => {
    const { ask, page, picture } = await open({ colorScheme, reducedMotion: "reduce" });
    const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
    await page.evaluate(`${axe}; undefined`);
    const violations = async () => {
      const { violations: found } = (await page.evaluate("axe.run()")) as AxeResults;
      return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
    };
    expect(await violations()).toEqual([]);
    const reply = await ask("How long is paid parental leave?");
    await reply.locator(".receipt summary").click();
    await reply.getByRole("button", { name: "Report bias or a mistake" }).click();
    await reply.getByLabel("What is wrong?").waitFor();
    await ask("May I bring my dog to the office?");
    expect(await violations()).toEqual([]);
    await reply.locator(".mark").first().click();
    await page.locator("#source-text mark").waitFor();
    expect(await violations()).toEqual([]);
    await picture(`${colorScheme}-axe`);
  });
});
