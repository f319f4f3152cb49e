/**
 * Writes docs/images/console-light.png and console-dark.png: `node tests/end-to-end/write-images.ts`, after a change
 * to the console that shows. The light one has an answer with its sources, the dark one its source and the quote.
 */
import { mkdir, stat } from "node:fs/promises";
import { launchChromium } from "./chromium.ts";
import { openConsole } from "./open-console.ts";
import { removeTemporaryFolders, startDocent } from "./start-docent.ts";

const FOLDER = "docs/images";
/** What a README's picture may weigh, bytes. */
const MAX_BYTES = 250_000;

const browser = await launchChromium();
if (!browser) throw new Error("The pictures need a Chromium.");
const docent = await startDocent();
try {
  await mkdir(FOLDER, { recursive: true });
  for (const colorScheme of ["light", "dark"] as const) {
    const console_ = await openConsole(browser, docent.url, {
      colorScheme,
      reducedMotion: "reduce",
      viewport: { width: 1280, height: 800 },
    });
    const { page, ask, askAs } = console_;
    await askAs("local:sam", "local:general");
    const reply = await ask("How long is paid parental leave?");
    if (colorScheme === "dark") {
      await reply.locator(".text .mark").first().click();
      await page.locator("#source-text mark").waitFor();
    }
    const path = `${FOLDER}/console-${colorScheme}.png`;
    await page.screenshot({ path });
    const { size } = await stat(path);
    process.stdout.write(`Written: ${path}, ${Math.round(size / 1000)} kB\n`);
    if (size > MAX_BYTES) throw new Error(`${path} is larger than ${MAX_BYTES / 1000} kB`);
    await console_.close();
  }
} finally {
  await docent.end();
  await browser.close();
  await removeTemporaryFolders();
}
