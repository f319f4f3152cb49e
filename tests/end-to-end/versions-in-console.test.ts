/** The console shows of each source how old it is, and leads from an older version to the newer. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { launchChromium } from "./chromium.ts";
import { openConsole } from "./open-console.ts";
import { type RunningDocent, removeTemporaryFolders, startDocent, temporaryFolder } from "./start-docent.ts";

const browser = await launchChromium();
let docent: RunningDocent;

beforeAll(async () => {
  const documents = join(await temporaryFolder(), "documents");
  await mkdir(documents);
  const policy = (year: number, text: string) =>
    writeFile(join(documents, `${year}.md`), `# Travel policy ${year}\n\n${text}\n`);
  await policy(2023, "Hotels are paid up to 150 euros. Breakfast may be claimed as well.");
  await policy(2024, "Hotels are paid up to 180 euros.");
  if (browser) docent = await startDocent({ environment: { DOCENT_DOCUMENTS: documents } });
});
afterAll(async () => {
  await browser?.close();
  await docent?.end();
  await removeTemporaryFolders();
});

(browser ? test : test.skip)("an older version is labelled and leads to the newer one", async () => {
  const { page, ask, offences, picture, close } = await openConsole(browser!, docent.url);
  const current = await ask("Up to how many euros are hotels paid?");
  expect(await current.locator(".sources .place").allTextContents()).toEqual([
    expect.stringMatching(/^modified \d+ \w+ \d{4}$/),
  ]);
  const older = await ask("May breakfast be claimed?");
  expect(await older.locator(".sources .place").textContent()).toMatch(
    /^older version, of \d+ \w+ \d{4}; newer: Travel policy 2024$/,
  );
  await older.locator(".source").click();
  const link = page.locator("#source-facts a", { hasText: "Open the newer version" });
  await link.waitFor();
  await picture("older-version");
  const [newer] = await Promise.all([page.context().waitForEvent("page"), link.click()]);
  await newer.getByText("180 euros").waitFor();
  expect(await newer.title()).toBe("Travel policy 2024 · Docent");
  expect(offences).toEqual([]);
  await close();
});
