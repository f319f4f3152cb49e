import { mkdir } from "node:fs/promises";
import type { Browser, BrowserContextOptions, Locator, Page } from "playwright-core";

/** The console in a browser, as somebody uses it. */
export interface ConsolePage {
  readonly page: Page;
  /** The replies on the page, the latest last. */
  readonly replies: Locator;
  /** Types a question, presses Enter and waits for the whole reply. */
  ask(question: string): Promise<Locator>;
  /** Chooses who asks, and where; privately without a channel. */
  askAs(person: string, channel?: string): Promise<void>;
  /** What a page must never do: log an error, leave its origin, offend its security policy, run foreign script. */
  readonly offences: readonly string[];
  /** A picture in tests/.artifacts, for people to look at. */
  picture(name: string): Promise<void>;
  close(): Promise<void>;
}

export const ARTIFACTS = "tests/.artifacts";

/** Opens a page of the console and watches what it does. */
export async function openConsole(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<ConsolePage> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 860 },
    locale: "en-GB",
    ...options,
  });
  const page = await context.newPage();
  const offences: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") offences.push(message.text());
  });
  page.on("pageerror", (error) => offences.push(error.message));
  page.on("dialog", async (dialog) => {
    offences.push(`a dialog said ${dialog.message()}`);
    await dialog.dismiss();
  });
  page.on("request", (request) => {
    if (new URL(request.url()).origin !== url) offences.push(`a request went to ${request.url()}`);
  });
  await page.exposeFunction("reportOffence", (text: string) => void offences.push(text));
  await page.addInitScript(
    `addEventListener("securitypolicyviolation", (event) => reportOffence("policy: " + event.violatedDirective));`,
  );
  await page.goto(url);
  await page.locator("#scale:not(:empty)").waitFor({ state: "attached" });

  const replies = page.locator(".reply");
  return {
    page,
    replies,
    offences,
    async ask(question) {
      const before = await replies.count();
      await page.locator("#question").fill(question);
      await page.locator("#question").press("Enter");
      const reply = replies.nth(before);
      await reply.locator(".after").waitFor();
      return reply;
    },
    async askAs(person, channel = "") {
      await page.locator("#person").selectOption(person);
      await page.locator("#channel").selectOption(channel);
    },
    async picture(name) {
      await mkdir(ARTIFACTS, { recursive: true });
      await page.screenshot({ path: `${ARTIFACTS}/${name}.png` });
    },
    close: () => context.close(),
  };
}
