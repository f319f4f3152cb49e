/** The console in a real browser when documents are hostile, connections break and servers stop. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { BrowserContextOptions } from "playwright-core";
import type { ReplyEvent } from "../../src/conversation/reply.ts";
import type { DocumentId, PassageId } from "../../src/documents/document.ts";
import { released, replyTo, startWeb } from "../adapters/web/start-web.ts";
import { launchChromium } from "./chromium.ts";
import { type ConsolePage, openConsole } from "./open-console.ts";
import { removeTemporaryFolders, startDocent, temporaryFolder } from "./start-docent.ts";

const browser = await launchChromium();
const inBrowser = browser ? describe : describe.skip;

const endings: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});
afterAll(async () => {
  await browser?.close();
  await removeTemporaryFolders();
});

async function open(url: string, options?: BrowserContextOptions): Promise<ConsolePage> {
  if (!browser) throw new Error("No browser");
  const opened = await openConsole(browser, url, options);
  endings.push(opened.close);
  return opened;
}
async function web(options?: Parameters<typeof startWeb>[0]) {
  const started = await startWeb(options);
  endings.push(started.stop);
  return started;
}

const sentence = (text: string, lead = ""): ReplyEvent => ({
  type: "sentence",
  text: released(text),
  lead,
  citations: [1],
});

/** First sentence at once; the rest when the test opens the gate. */
function gatedAnswer() {
  const gate = Promise.withResolvers<void>();
  return {
    open: gate.resolve,
    script: async function* (ask: { id: Parameters<typeof replyTo>[0] }) {
      yield { type: "status", text: released("Searching …") } as const;
      yield sentence("The first sentence.");
      await gate.promise;
      yield sentence("The second sentence.", " ");
      yield {
        type: "done",
        reply: replyTo(ask.id, "The first sentence. [1] The second sentence. [1]"),
      } as const;
    },
  };
}

const start = async ({ page }: ConsolePage, question = "How?") => {
  await page.locator("#question").fill(question);
  await page.locator("#question").press("Enter");
  await page.getByText("The first sentence.").waitFor();
};

inBrowser("while an answer comes in", () => {
  test("each sentence stands there when it was checked, and marks open once the reply is whole", async () => {
    const answer = gatedAnswer();
    const opened = await open((await web(answer)).url, { colorScheme: "light" });
    await start(opened);
    const { page, replies, picture, offences } = opened;
    expect(await replies.locator(".text").textContent()).toBe("The first sentence.1");
    expect(await replies.locator(".mark").isDisabled()).toBe(true);
    expect(await page.locator("#send").textContent()).toBe("Stop");
    await picture("light-streaming");
    answer.open();
    await replies.locator(".after").waitFor();
    expect(await replies.locator(".text").textContent()).toBe("The first sentence.1 The second sentence.1");
    expect(await replies.locator(".text .mark").first().isEnabled()).toBe(true);
    expect(await page.locator("#send").textContent()).toBe("Ask");
    expect(await page.locator("#announcements").textContent()).toBe(
      "Answer. The first sentence. The second sentence.",
    );
    expect(offences).toEqual([]);
  });

  test("Enter leaves it alone, Stop ends it and keeps what was shown", async () => {
    const opened = await open((await web(gatedAnswer())).url);
    await start(opened);
    const { page, replies } = opened;
    await page.keyboard.type("My next question");
    await page.keyboard.press("Enter");
    expect(await page.locator("#question").inputValue()).toBe("My next question");
    expect(await page.locator("#send").textContent()).toBe("Stop");
    await page.locator("#send").click();
    await page.getByText("Stopped.", { exact: true }).first().waitFor();
    expect(await replies.locator(".text").textContent()).toBe("The first sentence.1");
    expect(await replies.locator(".status").count()).toBe(0);
    expect(await page.locator("#send").textContent()).toBe("Ask");
  });

  test("a broken connection is mended: the reply is fetched when it is whole", async () => {
    const answer = gatedAnswer();
    const started = await web(answer);
    const opened = await open(started.url);
    await start(opened);
    started.cut();
    await opened.page.getByText("Looking for the answer").waitFor();
    expect(await opened.replies.locator(".text").textContent()).toBe("The first sentence.1");
    answer.open();
    await opened.replies.locator(".after").waitFor();
    expect(await opened.replies.locator(".text").textContent()).toContain("The second sentence.");
    await opened.replies.locator(".text .mark").first().click();
    expect(await opened.page.locator("#source").isVisible()).toBe(true);
  });

  test("a server that stops is named after a while, and what was shown stays", async () => {
    const started = await startWeb(gatedAnswer());
    const opened = await open(started.url, { colorScheme: "dark" });
    const { page, replies, picture } = opened;
    await page.clock.install();
    await start(opened);
    await started.stop();
    await page.getByText("Looking for the answer").waitFor();
    for (let second = 0; second < 60 && (await page.locator(".problem").count()) === 0; second++) {
      await page.clock.runFor(1_000);
    }
    expect(await replies.locator(".problem").textContent()).toContain("Is Docent still running?");
    expect(await replies.locator(".text").textContent()).toBe("The first sentence.1");
    await page.locator("#question").fill("And now?");
    await page.locator("#question").press("Enter");
    await page.getByText("Docent cannot be reached. Is it still running?").last().waitFor();
    await picture("dark-server-stopped");
  });
});

inBrowser("text stays text", () => {
  const attack = `<img src=x onerror="alert(1)"><script>alert(2)</script>`;
  const link =
    "[click](javascript:alert(3)) ![x](https://evil.example/x.png) <a href='javascript:alert(4)'>y</a>";

  test("in an answer, a title, a place, a quote and a passage", async () => {
    const started = await web({
      script: async function* (ask) {
        yield { type: "status", text: released(attack) };
        yield sentence(`${attack} ${link}`);
        const reply = replyTo(ask.id, `${attack} ${link} [1] and [2], [x]: javascript:alert(5)`);
        const citations = reply.citations.map((citation) => ({
          ...citation,
          title: released(attack),
          location: released(`${attack}, ${attack}`),
          quote: released(attack),
          uri: "javascript:alert(6)",
        }));
        yield {
          type: "done",
          reply: { ...reply, citations, interpretedAs: released(attack), model: attack },
        };
      },
      view: (_audience, id) => ({
        id: id as DocumentId,
        title: released(attack),
        uri: "javascript:alert(7)",
        version: "ab".repeat(32),
        modifiedAt: "2026-01-02T00:00:00Z",
        passages: [{ id: "passage-1" as PassageId, place: released(attack), text: released(attack) }],
      }),
    });
    const { ask, page, offences, picture } = await open(started.url, { colorScheme: "light" });
    const reply = await ask(attack);
    expect(await page.locator(".question").textContent()).toBe(attack);
    expect(await reply.locator(".text").textContent()).toContain(attack);
    expect(await reply.locator("img, script, a:not([href='/policy'])").count()).toBe(0);
    // No such source: the marker is not a button that opens nothing.
    expect(await reply.locator(".text").textContent()).toContain("and [2]");
    await reply.locator(".source").click();
    await page.locator("#source-text .cited").waitFor();
    expect(await page.locator("#source-title").textContent()).toBe(attack);
    expect(await page.locator("#source-text mark").textContent()).toBe(attack);
    expect(await page.locator("#source img, #source script, #source a").count()).toBe(0);
    await picture("light-hostile");
    await page.goto(`${started.url}/documents/document-1?passage=passage-1&quote=x`);
    await page.locator(".cited").waitFor();
    expect(await page.locator("#title").textContent()).toBe(attack);
    expect(await page.locator("main img, main script, header a[href^=javascript]").count()).toBe(0);
    expect(offences).toEqual([]);
  });

  test("from a file that somebody put into the documents folder", async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, "a"));
    await writeFile(
      join(folder, "a", "badge.md"),
      `# Badges ${attack}\n\n## Lost badges ${attack}\n\nA lost badge costs EUR 15 and is replaced at the front desk within two days. ${attack}\n\nA second lost badge in a year costs EUR 30. ${link}\n`,
    );
    const docent = await startDocent({ environment: { DOCENT_DOCUMENTS: folder } });
    endings.push(() => docent.end());
    const { ask, page, offences } = await open(docent.url);
    const reply = await ask("What does a lost badge cost?");
    expect(await reply.locator(".text").textContent()).toContain("EUR 15");
    await reply.locator(".text .mark").first().click();
    await page.locator("#source-text .cited").waitFor();
    expect(await page.locator("main img, main script, dialog img, dialog script").count()).toBe(0);
    expect(offences).toEqual([]);
  });
});

inBrowser("the page says", () => {
  test("how far reading is, and is complete afterwards", async () => {
    let ready = false;
    const { url } = await web({ ready: () => ready });
    const { page } = await open(url);
    expect(await page.locator("#scale").textContent()).toBe("Reading your documents: 2 so far");
    await page.locator("#person").selectOption("local:ana");
    ready = true;
    await page.getByText("2 documents, 20 passages").waitFor();
    expect(await page.locator("#person").inputValue()).toBe("local:ana");
  });

  test("who is signed in, in production, and offers nobody else", async () => {
    const { url } = await web({
      environment: { DOCENT_MODE: "production", DOCENT_IDENTITY_HEADER: "X-User" },
    });
    const { page, ask } = await open(url, { extraHTTPHeaders: { "X-User": "ana@example.com" } });
    expect(await page.locator("#mode").textContent()).toBe("You are signed in as ana@example.com.");
    expect(await page.locator("#as").isVisible()).toBe(false);
    expect(await (await ask("How long?")).locator(".text").textContent()).toContain("20 weeks");
  });

  test("what the server refused, in its words", async () => {
    const { url } = await web();
    const { page, replies } = await open(url);
    await page.locator("#question").evaluate((element) => element.removeAttribute("maxlength"));
    await page.locator("#question").fill("x".repeat(4_001));
    await page.locator("#question").press("Enter");
    expect(await replies.locator(".problem").textContent()).toContain("1 to 4000 characters");
  });

  test("an answer on the page says so when its document changes, and a notice stays until it is dismissed", async () => {
    const documents = join(await temporaryFolder(), "documents");
    await mkdir(documents);
    await writeFile(join(documents, "cellar.md"), "# Cellar\n\nThe bicycle cellar is locked at eleven.\n");
    const docent = await startDocent({ environment: { DOCENT_DOCUMENTS: documents } });
    endings.push(() => docent.end());
    const { ask, page, offences } = await open(docent.url);
    const reply = await ask("When is the bicycle cellar locked?");
    await writeFile(join(documents, "cellar.md"), "# Cellar\n\nThe bicycle cellar stays open all night.\n");
    await reply.getByText(/^A source of this answer changed on/).waitFor();
    const notice = page.locator("#notices .notice");
    await notice.waitFor();
    expect(await notice.textContent()).toContain("About my answer to “When is the bicycle cellar locked?”");
    await page.reload();
    await notice.getByRole("button", { name: "Dismiss" }).click();
    await notice.waitFor({ state: "detached" });
    expect(offences).toEqual([]);
  });
});
