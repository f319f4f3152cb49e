/** DOCENT_DOCUMENTS names another folder than before: the former one answers no more. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runDocent } from "../commands/run-docent.ts";
import { type RunningDocent, removeTemporaryFolders, startDocent, temporaryFolder } from "./start-docent.ts";

afterAll(removeTemporaryFolders);

async function folderWith(text: string): Promise<string> {
  const folder = join(await temporaryFolder(), "documents");
  await mkdir(folder);
  await writeFile(join(folder, "page.md"), `# House rules\n\n${text}\n`);
  return folder;
}

async function outcomeOf(docent: RunningDocent, question: string): Promise<string> {
  const response = await fetch(`${docent.url}/api/ask`, {
    method: "POST",
    headers: { accept: "application/json", "content-type": "application/json" },
    body: JSON.stringify({ question }),
  });
  return ((await response.json()) as { outcome: string }).outcome;
}

async function reconciled(docent: RunningDocent, folder: string): Promise<void> {
  const environment = { DOCENT_DATA: docent.folder, DOCENT_DOCUMENTS: folder };
  for (let look = 0; look < 100; look++) {
    const { stdout } = await runDocent(["sources", "--json"], environment);
    const { sources } = JSON.parse(stdout) as { sources: { reconciledAt?: string }[] };
    if (sources.some(({ reconciledAt }) => reconciledAt)) return;
  }
  throw new Error("The folder was never compared with the index");
}

test("documents of the former folder leave the index, those put in by command stay", async () => {
  const former = await folderWith("The greenhouse is watered on Tuesdays by the night porter.");
  const next = await folderWith("The bicycle cellar is locked at eleven in the evening.");
  const byCommand = await folderWith("The piano in the foyer is tuned every second January.");

  const first = await startDocent({ environment: { DOCENT_DOCUMENTS: former } });
  try {
    expect(await outcomeOf(first, "Who waters the greenhouse?")).toBe("answer");
    await reconciled(first, former);
  } finally {
    await first.end();
  }
  const environment = { DOCENT_DATA: first.folder, DOCENT_DOCUMENTS: former };
  expect((await runDocent(["index", byCommand], environment)).code).toBe(0);

  const second = await startDocent({ folder: first.folder, environment: { DOCENT_DOCUMENTS: next } });
  try {
    expect(await outcomeOf(second, "When is the bicycle cellar locked?")).toBe("answer");
    expect(await outcomeOf(second, "How often is the piano tuned?")).toBe("answer");
    expect(await outcomeOf(second, "Who waters the greenhouse?")).toBe("abstention");
  } finally {
    await second.end();
  }
}, 120_000);
