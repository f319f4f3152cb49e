import fc from "fast-check";
import type { Block, ParsedDocument } from "../../src/documents/document.ts";
import { describeSecrets, withoutSecrets } from "../../src/documents/without-secrets.ts";

const paragraph = (text: string, headings: readonly string[] = [], page?: number): Block => ({
  kind: "paragraph",
  text,
  location: { headings, ...(page && { page }) },
});
const document = (...blocks: readonly Block[]): ParsedDocument => ({ title: "VPN", blocks });
/** Made up for these tests, in the vendors' forms. */
const AWS_KEY = ["AKIA", "Q3EGJVWY5XTCMZ4R"].join("");
const GITHUB_TOKEN = ["ghp", "aB3dE5fG7hI9jK1lM3nO5pQ7rS9tU1vW3xY5"].join("_");

test("a secret is masked where it stands, and its kind, place and number are told", () => {
  const setup = ["Access", "Setup"];
  const { document: masked, secrets } = withoutSecrets(
    document(
      paragraph("Ask the desk first.", setup),
      paragraph(`The password is Winter-Pine!42. The keys are ${AWS_KEY} and ${AWS_KEY}.`, setup, 3),
    ),
  );
  expect(masked.blocks.map(({ text }) => text)).toEqual([
    "Ask the desk first.",
    "The password is [secret removed: password]. The keys are [secret removed: AWS access key] and [secret removed: AWS access key].",
  ]);
  expect(secrets).toEqual([
    { kind: "password", place: "p. 3, Access > Setup", count: 1 },
    { kind: "AWS access key", place: "p. 3, Access > Setup", count: 2 },
  ]);
  expect(describeSecrets(secrets)).toBe(
    "password (p. 3, Access > Setup) and 2 × AWS access key (p. 3, Access > Setup)",
  );
});

test("titles and headings are masked, also in the place that is told", () => {
  const { document: masked, secrets } = withoutSecrets({
    title: `Token ${GITHUB_TOKEN}`,
    blocks: [paragraph("The password is Winter-Pine!42.", [`Key ${AWS_KEY}`])],
  });
  expect(JSON.stringify([masked, secrets])).not.toMatch(/AKIA|ghp_|Winter-Pine/);
  expect(secrets.map(({ kind, place }) => [kind, place])).toEqual([
    ["GitHub token", "title"],
    ["AWS access key", "heading"],
    ["password", "Key [secret removed: AWS access key]"],
  ]);
});

test("a key that blank lines or a page's end part is removed whole", () => {
  const key = (length: number) => "MIIEpAIBAAKCAQEAzTq8v1sYh3fXxkq1".repeat(length);
  const { document: masked, secrets } = withoutSecrets(
    document(
      paragraph("-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED", [], 1),
      paragraph(key(2), [], 1),
      paragraph(`${key(2)}\n-----END RSA PRIVATE KEY-----`, [], 2),
      paragraph("Restart the client.", [], 2),
    ),
  );
  expect(masked.blocks.map(({ text }) => text)).toEqual([
    "[secret removed: private key]",
    "Restart the client.",
  ]);
  expect(secrets).toEqual([{ kind: "private key", place: "p. 1", count: 1 }]);
});

test("a value that stands in the paragraph after its name is masked", () => {
  const { document: masked } = withoutSecrets(document(paragraph("Password:"), paragraph("Winter-Pine!42")));
  expect(masked.blocks[1]?.text).toBe("[secret removed: password]");
});

test("a document of many secrets is told in few places", () => {
  const blocks = Array.from({ length: 200 }, (_, at) => paragraph(`Key ${AWS_KEY}`, [`Host ${at}`]));
  const { secrets } = withoutSecrets(document(...blocks));
  expect(secrets.length).toBeLessThanOrEqual(21);
  expect(secrets.reduce((sum, { count }) => sum + count, 0)).toBe(200);
});

const words = fc.array(
  fc.constantFrom(..."the plan pays for trains and hotels when they are booked".split(" ")),
  {
    minLength: 1,
    maxLength: 60,
  },
);

test("wherever a secret is planted it is gone, and every other word stays", () => {
  fc.assert(
    fc.property(
      fc.array(words, { minLength: 1, maxLength: 12 }),
      fc.nat(),
      fc.nat(),
      fc.constantFrom(AWS_KEY, GITHUB_TOKEN),
      (texts, block, word, secret) => {
        const at = block % texts.length;
        const planted = texts.map((text, nth) =>
          nth === at ? text.toSpliced(word % text.length, 0, secret) : text,
        );
        const { document: masked, secrets } = withoutSecrets(
          document(...planted.map((text) => paragraph(text.join(" ")))),
        );
        const left = masked.blocks.map(({ text }) =>
          text.replace(/ ?\[secret removed: [^\]]+\] ?/, " ").trim(),
        );
        expect(left).toEqual(texts.map((text) => text.join(" ")));
        expect(secrets.map(({ count }) => count)).toEqual([1]);
      },
    ),
  );
});

test("a document without secrets is given back as it is", () => {
  const parsed = document(
    paragraph("The responsibilities of the author: see https://example.com/handbook/index."),
  );
  expect(withoutSecrets(parsed)).toEqual({ document: parsed, secrets: [] });
});
