import { parseHtml } from "../../src/documents/parse/html.ts";

async function wordsOf(body: string): Promise<string> {
  const page = `<!doctype html><html><head><title>Page</title></head><body>${body}</body></html>`;
  const { blocks } = await parseHtml("page.html", Buffer.from(page));
  return blocks.map(({ location, text }) => [...location.headings, text].join(" > ")).join("\n");
}

describe("the frame of a site is not a document's content", () => {
  test.each([
    [
      "header, footer and aside around <main>",
      "<header>FRAME</header><main><p>Words.</p></main><aside>FRAME</aside><footer>FRAME</footer>",
    ],
    ["a footer where nothing marks the content", "<p>Words.</p><footer>FRAME</footer>"],
    [
      "landmarks by their role",
      '<div role="banner">FRAME</div><div role="main"><p>Words.</p></div><div role="contentinfo">FRAME</div>',
    ],
    ["a menu by its role", '<div role="navigation">FRAME</div><p>Words.</p>'],
    [
      "a frame that is nested in layout",
      "<div><div><header>FRAME</header></div><main><p>Words.</p></main></div>",
    ],
  ])("%s", async (_, body) => {
    expect(await wordsOf(body)).toBe("Words.");
  });
});

describe("what only looks like a frame is read", () => {
  test("a header inside the content", async () => {
    const body =
      "<main><article><header><h2>Bikes</h2></header><p>Words.</p><footer>By Ana.</footer></article></main>";
    expect(await wordsOf(body)).toBe("Bikes > Words.\nBikes > By Ana.");
  });

  test("a header with the page's heading, where nothing marks the content", async () => {
    expect(await wordsOf("<header><h2>Bikes</h2></header><p>Words.</p>")).toBe("Bikes > Words.");
  });
});
