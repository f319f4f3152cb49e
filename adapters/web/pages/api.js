/** The console's side of the API. */

const UNREACHABLE = "Docent cannot be reached. Is it still running?";
const JSON_TYPE = { "content-type": "application/json" };

/** For how long, and how often, a reply whose connection broke is looked for, ms. */
const PATIENCE_MS = 20_000;
const EVERY_MS = 1_000;

/** @throws {Error} whose message is for people: the server's own, or that it cannot be reached. */
async function send(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Error(UNREACHABLE);
  }
  if (response.ok) return response;
  const { error } = await response.json().catch(() => ({}));
  throw new Error(error ?? `Docent answered ${response.status}.`);
}

/** @returns {Promise<any>} */
export const fetchJson = async (path) => (await send(path)).json();

/** @returns {Promise<void>} */
export async function postJson(path, body) {
  await send(path, { method: "POST", headers: JSON_TYPE, body: JSON.stringify(body) });
}

/** @returns {Promise<void>} */
export async function remove(path) {
  await send(path, { method: "DELETE" });
}

/**
 * Asks, and yields the events of the answer as they arrive, `done` last. A connection that breaks meanwhile is
 * mended: the server finishes what it began, and the reply is fetched when it is there.
 * @yields {{ type: "status" | "sentence" | "done", data: any }}
 */
export async function* ask(body, signal) {
  const response = await send("/api/ask", {
    method: "POST",
    headers: { ...JSON_TYPE, accept: "text/event-stream" },
    body: JSON.stringify(body),
    signal,
  });
  try {
    for await (const event of eventsIn(response.body)) {
      yield event;
      if (event.type === "done") return;
    }
  } catch (error) {
    if (error.name === "AbortError") throw error;
  }
  yield { type: "status", data: { text: "The connection was lost. Looking for the answer …" } };
  yield { type: "done", data: await lateReply(response.headers.get("docent-ask"), body, signal) };
}

/** Server-Sent Events, as the server writes them: one `event` line and one `data` line each. */
async function* eventsIn(stream) {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  let waiting = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const events = (waiting + value).split("\n\n");
    waiting = events.pop();
    for (const event of events) {
      const [, type, data] = /^event: (\w+)\ndata: (.*)$/.exec(event) ?? [];
      if (type) yield { type, data: JSON.parse(data) };
    }
  }
}

async function lateReply(id, { person, channel }, signal) {
  const readers = new URLSearchParams({ ...(person && { person }), ...(channel && { channel }) });
  for (let waited = 0; waited < PATIENCE_MS; waited += EVERY_MS) {
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    try {
      return await (await send(`/api/replies/${id}?${readers}`, { signal })).json();
    } catch (error) {
      if (error.name === "AbortError") throw error;
    }
  }
  throw new Error(
    "The connection was lost before the answer was complete. Is Docent still running? Ask again once it is.",
  );
}
