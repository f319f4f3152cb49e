import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { download, mayDownload } from "../../../adapters/slack/files/download.ts";
import { readPost } from "../../../adapters/slack/files/read-post.ts";

test.each([
  ["https://files.slack.com/files-pri/T1-F1/plan.pdf", true],
  ["https://files.slack-gov.com/files-pri/T1-F1/plan.pdf", true],
  ["http://files.slack.com/files-pri/T1-F1/plan.pdf", false],
  ["https://files.slack.com.evil.test/plan.pdf", false],
  ["https://files.slack.com@evil.test/plan.pdf", false],
  ["https://user:word@files.slack.com/plan.pdf", false],
  ["https://files.slack.com:8443/plan.pdf", false],
  ["http://127.0.0.1:3000/plan.pdf", false],
  ["http://169.254.169.254/latest", false],
  ["file:///etc/passwd", false],
  ["no address", false],
])("the token may go to %s: %s", (address, expected) => {
  expect(mayDownload(address, undefined)).toBe(expected);
});

test("a stand-in on this machine may serve files, another server in Slack's place may not", () => {
  const file = (origin: string) => `${origin}/files-pri/F1/plan.pdf`;
  expect(mayDownload(file("http://127.0.0.1:4000"), "http://127.0.0.1:4000/api/")).toBe(true);
  expect(mayDownload(file("http://127.0.0.1:4001"), "http://127.0.0.1:4000/api/")).toBe(false);
  expect(mayDownload(file("https://slack.proxy.test"), "https://slack.proxy.test/api/")).toBe(false);
});

async function fetched(listener: RequestListener, isPage = false): Promise<Uint8Array> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    return await download(`${origin}/files-pri/F1`, {
      token: "xoxb-1",
      apiUrl: `${origin}/api/`,
      signal: new AbortController().signal,
      isPage,
    });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test("a redirect to somewhere else is Slack's sign-in, and the token does not follow it", async () => {
  const away = fetched((_, response) => {
    response.writeHead(302, { location: "https://acme.slack.com/?redir=%2Ffiles-pri%2FF1" });
    response.end();
  });
  await expect(away).rejects.toThrow("Slack has not granted files:read");
});

test("a redirect within the file server is followed", async () => {
  const bytes = await fetched((request, response) => {
    expect(request.headers.authorization).toBe("Bearer xoxb-1");
    if (request.url === "/files-pri/F1") response.writeHead(302, { location: "/files-pri/F1/again" });
    response.end("here");
  });
  expect(Buffer.from(bytes).toString()).toBe("here");
});

test.each([
  [429, "Docent tries again by itself", { "retry-after": "5" }, 5_000],
  [503, "Docent tries again by itself", {}, 0],
  [403, "Slack has not granted files:read", {}, undefined],
  [404, "check that it still opens in Slack", {}, undefined],
])("%d is explained", async (status, message, headers, retryAfterMs) => {
  const refused = fetched((_, response) => {
    response.writeHead(status, headers);
    response.end();
  });
  await expect(refused).rejects.toMatchObject({
    message: expect.stringContaining(message),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });
});

test("a file that says it is small and is not, is given up", async () => {
  const chunk = Buffer.alloc(8 * 1024 * 1024, 65);
  const endless = fetched((_, response) => {
    response.writeHead(200, { "content-type": "application/pdf" });
    const more = (): void => void response.write(chunk, () => !response.destroyed && more());
    more();
  });
  await expect(endless).rejects.toThrow("it is larger than 50 MB");
});

test("posts are read from their HTML or their paragraphs, and nothing in those is markup", () => {
  const text = (post: string) => Buffer.from(readPost(Buffer.from(post))).toString();
  expect(text('{"full":"<p>Hello</p>"}')).toBe("<html><body><p>Hello</p></body></html>");
  expect(text('{"root":{"children":[{"text":"a <b>"},{"text":[{"text":"c"}]}]}}')).toBe(
    "<html><body><p>a &lt;b&gt;</p>\n<p>c</p></body></html>",
  );
  expect(text("<html>as it is</html>")).toBe("<html>as it is</html>");
  expect(text("null")).toBe("<html><body></body></html>");
});
