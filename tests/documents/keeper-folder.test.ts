import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runDocent } from "../commands/run-docent.ts";
import { removeTemporaryFolders, startDocent, temporaryFolder } from "../end-to-end/start-docent.ts";
import { until } from "./keeper-bench.ts";

afterEach(removeTemporaryFolders);

interface Answer {
  readonly outcome: string;
  readonly text: string;
}

/** The real program over a folder of documents, and what it answers. */
async function open() {
  const folder = await temporaryFolder();
  await writeFile(
    join(folder, "tea.md"),
    "# Tea\nThe tea kitchen closes at nine in the evening on Thursdays.",
  );
  const docent = await startDocent({ environment: { DOCENT_DOCUMENTS: folder } });
  const ask = async (question: string): Promise<Answer> => {
    const response = await fetch(`${docent.url}/api/ask`, {
      method: "POST",
      headers: { accept: "application/json", "content-type": "application/json" },
      body: JSON.stringify({ question }),
    });
    return (await response.json()) as Answer;
  };
  const sources = async () => {
    const environment = { DOCENT_DATA: docent.folder, DOCENT_DOCUMENTS: folder };
    const { stdout } = await runDocent(["sources", "--json"], environment);
    return JSON.parse(stdout) as { sources: Record<string, unknown>[] };
  };
  return { folder, docent, ask, sources };
}

test("what is saved, moved or deleted in the documents' folder counts within seconds, without a restart", async () => {
  const { folder, docent, ask, sources } = await open();
  try {
    const bicycles = "Who repairs bicycles in the cellar?";
    expect((await ask(bicycles)).outcome).toBe("abstention");
    const saved = Date.now();
    await writeFile(
      join(folder, "bicycles.md"),
      "# Bicycles\nBicycles are repaired in the cellar by Mr Quilling every Tuesday.",
    );
    await until(
      () => ask(bicycles),
      ({ text }) => text.includes("Quilling"),
    );
    expect(Date.now() - saved).toBeLessThan(20_000);

    await writeFile(
      join(folder, "bicycles.md"),
      "# Bicycles\nBicycles are repaired in the cellar by Mrs Ondine every Friday.",
    );
    await until(
      () => ask(bicycles),
      ({ text }) => text.includes("Ondine") && !text.includes("Quilling"),
    );

    const umbrellas = "Where are umbrellas borrowed?";
    await mkdir(join(folder, "draft"));
    await writeFile(join(folder, "draft", "u.md"), "# Umbrellas\nUmbrellas are borrowed at the gatehouse.");
    await until(
      () => ask(umbrellas),
      ({ text }) => text.includes("gatehouse"),
    );
    await rename(join(folder, "draft"), join(folder, ".draft"));
    await until(
      () => ask(umbrellas),
      ({ outcome }) => outcome === "abstention",
    );

    await rm(join(folder, "bicycles.md"));
    await until(
      () => ask(bicycles),
      ({ outcome }) => outcome === "abstention",
    );

    await writeFile(join(folder, "broken.pdf"), "no PDF at all");
    const { sources: found } = await until(
      sources,
      ({ sources: [one] }) => one?.pending === 0 && (one.failed as unknown[]).length === 1,
    );
    expect(found).toEqual([
      {
        source: `folder:${folder}`,
        documents: 1,
        passages: 1,
        pending: 0,
        lagSeconds: 0,
        reconciledAt: expect.stringMatching(/^\d{4}-/),
        failed: [{ path: "broken.pdf", title: "broken.pdf", reason: expect.stringMatching(/plain text/) }],
      },
    ]);
  } finally {
    expect(await docent.end()).toBe(0);
  }
});

test("readers changed in docent.json count within seconds", async () => {
  const { folder, docent, ask } = await open();
  try {
    const question = "When does the tea kitchen close?";
    expect((await ask(question)).outcome).toBe("answer");
    await writeFile(
      join(folder, "docent.json"),
      JSON.stringify({ documents: [{ path: "tea.md", scopes: ["group:kitchen"] }] }),
    );
    await until(
      () => ask(question),
      ({ outcome }) => outcome === "abstention",
    );
  } finally {
    await docent.end();
  }
});
