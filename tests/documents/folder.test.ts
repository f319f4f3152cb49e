import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { scope } from "../../src/access/scopes.ts";
import { folderSource } from "../../src/documents/sources/folder.ts";
import {
  folderManifestSchema,
  readFolderManifest,
  rulesFor,
} from "../../src/documents/sources/folder-manifest.ts";
import type { DocumentSource, SourceEntry } from "../../src/documents/sources/source.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "docent-folder-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function put(path: string, text = "x"): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
}

async function listed(source: DocumentSource): Promise<SourceEntry[]> {
  const entries: SourceEntry[] = [];
  for await (const entry of source.list()) entries.push(entry);
  return entries;
}

test("lists documents, and passes over what is none", async () => {
  for (const path of ["b.md", "a/x.PDF", "LICENSE", "old.doc"]) await put(path);
  for (const path of [".git/x.md", ".hidden.md", "node_modules/p/README.md", "logo.png", "run.exe"])
    await put(path);
  await put("docent.json", "{}");
  const entries = await listed(await folderSource(folder));
  expect(entries.map(({ path }) => path)).toEqual(["LICENSE", "a/x.PDF", "b.md", "old.doc"]);
  expect(entries[0]).toMatchObject({
    size: 1,
    scopes: ["org"],
    modifiedAt: expect.stringMatching(/^\d{4}-.*Z$/),
  });
});

test("a single file is a source too, with the readers its caller names", async () => {
  await put("b.md", "words");
  await put("c.md");
  const source = await folderSource(join(folder, "b.md"), { scopes: [scope("group:managers")] });
  const entries = await listed(source);
  expect(entries).toEqual([expect.objectContaining({ path: "b.md", scopes: ["group:managers"] })]);
  expect(new TextDecoder().decode(await source.read(entries[0]!))).toBe("words");
});

test("what is not there is said with its name", async () => {
  await expect(folderSource(join(folder, "nowhere"))).rejects.toThrow(
    /nowhere cannot be opened: name a folder/,
  );
});

test.each([
  ["no JSON", "{", /docent\.json is no JSON/],
  [
    "an unknown scope",
    '{"documents":[{"path":"a/","scopes":["everyone"]}]}',
    /documents\.0\.scopes\.0 \("everyone" is no scope: use org/,
  ],
  ["an unknown setting", '{"dokuments":[]}', /wrong at its root .*dokuments/],
  ["a path that leads out", '{"documents":[{"path":"../x"}]}', /documents\.0\.path .*without \.\./],
  [
    "a person without platform",
    '{"people":[{"id":"ana","name":"Ana"}]}',
    /people\.0\.id \("ana" is no person/,
  ],
  ["a link that runs code", '{"baseUri":"javascript:alert(1)"}', /baseUri .*https/],
])("docent.json with %s is refused with the place and a remedy", async (_, text, message) => {
  await put("docent.json", text);
  await expect(readFolderManifest(folder)).rejects.toThrow(message);
});

test("without docent.json nothing is declared", async () => {
  expect(await readFolderManifest(folder)).toEqual({ documents: [], people: [], channels: [], examples: [] });
});

test("the longest path decides on readers, and on the link, apart", () => {
  const manifest = folderManifestSchema.parse({
    baseUri: "https://wiki.example.com/docs",
    documents: [
      { path: "finance/", scopes: ["channel:local:finance"], uri: "https://fin.example.com/" },
      { path: "finance/public/", scopes: ["org"] },
      { path: "finance/plan.md", uri: "https://plan.example.com/42" },
    ],
  });
  const rules = (path: string) => rulesFor(manifest, path, [scope("org")]);
  expect(rules("a b/ü.md")).toEqual({
    scopes: ["org"],
    uri: "https://wiki.example.com/docs/a%20b/%C3%BC.md",
  });
  expect(rules("finance/q.md")).toEqual({
    scopes: ["channel:local:finance"],
    uri: "https://fin.example.com/q.md",
  });
  expect(rules("finance/public/q.md")).toEqual({
    scopes: ["org"],
    uri: "https://fin.example.com/public/q.md",
  });
  expect(rules("finance/plan.md")).toEqual({
    scopes: ["channel:local:finance"],
    uri: "https://plan.example.com/42",
  });
  expect(rules("finances.md").scopes).toEqual(["org"]);
});

test("a file, or a folder above it, that became a link out of the folder after it was listed is not read", async () => {
  const outside = await mkdtemp(join(tmpdir(), "docent-outside-"));
  try {
    await writeFile(join(outside, "a.md"), "Salaries.");
    await put("a.md");
    await put("b/a.md");
    await put("c/a.md");
    const source = await folderSource(folder);
    const entries = await listed(source);
    await rm(join(folder, "a.md"));
    await symlink(join(outside, "a.md"), join(folder, "a.md"));
    await rm(join(folder, "b"), { recursive: true });
    await symlink(outside, join(folder, "b"));
    const read = await Promise.allSettled(entries.map((entry) => source.read(entry)));
    const said = read.map((one) => (one.status === "rejected" ? String(one.reason) : String(one.value)));
    expect(said).toEqual([
      expect.stringMatching(/leads out of the folder/),
      expect.stringMatching(/leads out of the folder/),
      "x",
    ]);
  } finally {
    await rm(outside, { recursive: true });
  }
});

test("a link to a file within the folder is read", async () => {
  await put("a.md", "Fine.");
  await symlink("a.md", join(folder, "b.md"));
  const source = await folderSource(folder);
  const texts = await Promise.all((await listed(source)).map((entry) => source.read(entry)));
  expect(texts.map(String)).toEqual(["Fine.", "Fine."]);
});
