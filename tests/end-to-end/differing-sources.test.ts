/** Sources that contradict each other and belong to no family: the answer says how old each is. */
import { writeFileSync } from "node:fs";
import { mkdir, utimes } from "node:fs/promises";
import { join } from "node:path";
import { type QuietCore, quietCore } from "./quiet-core.ts";
import { removeTemporaryFolders, temporaryFolder } from "./start-docent.ts";

let docent: QuietCore;
beforeAll(async () => {
  docent = await quietCore();
});
afterAll(async () => {
  await docent.close();
  await removeTemporaryFolders();
});

async function folderOf(documents: Readonly<Record<string, readonly [text: string, modified: string]>>) {
  const folder = join(await temporaryFolder(), "documents");
  await mkdir(folder);
  writeFileSync(join(folder, "docent.json"), JSON.stringify({ people: [{ id: "local:sam", name: "Sam" }] }));
  for (const [file, [text, modified]] of Object.entries(documents)) {
    writeFileSync(join(folder, file), text);
    await utimes(join(folder, file), new Date(modified), new Date(modified));
  }
  await docent.introduce(folder);
  await docent.indexFolder(folder, {});
}

test("the dates of contradicting sources stand in the answer, and those of agreeing ones do not", async () => {
  await folderOf({
    "desk.md": ["# Front desk\n\nDogs are allowed in the office.\n", "2023-03-03"],
    "house.md": ["# House rules\n\nDogs are not allowed in the office.\n", "2024-05-05"],
    "gym.md": ["# Gym\n\nThe sauna is heated on Fridays in winter.\n", "2023-03-03"],
    "spa.md": ["# Spa\n\nThe sauna is heated on Fridays in winter, also at night.\n", "2024-05-05"],
  });
  const differing = await docent.ask("Are dogs allowed in the office?", {
    as: "local:sam",
  });
  expect(differing.text.text).toMatch(
    /These sources differ: \[\d\] was last changed on (3 March 2023|5 May 2024), \[\d\] on (5 May 2024|3 March 2023)\.$/,
  );
  const agreeing = await docent.ask("Is the sauna heated on Fridays in winter?", { as: "local:sam" });
  expect(agreeing.text.text).not.toContain("These sources differ");
});
