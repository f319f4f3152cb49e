/** The console's side of the API. */

/** @returns {Promise<any>} @throws {Error} whose message the server wrote for people. */
export async function fetchJson(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Error("Docent cannot be reached: is it still running?");
  }
  if (response.status === 204) return undefined;
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(body.error ?? `Docent answered ${response.status}.`);
  return body;
}

export const postJson = (path, body) => ({
  path,
  options: { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) },
});

/**
 * Asks, and yields the events of the answer as they arrive.
 * @yields {{ type: "status" | "sentence" | "done", data: any }}
 */
export async function* ask(body, signal) {
  let response;
  try {
    response = await fetch("/api/ask", {
      method: "POST",
      headers: { "content-type": "application/json", accept: "text/event-stream" },
      body: JSON.stringify(body),
      signal,
    });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Error("Docent cannot be reached: is it still running?");
  }
  if (!response.ok) {
    const { error } = await response.json().catch(() => ({}));
    throw new Error(error ?? `Docent answered ${response.status}.`);
  }
  let waiting = "";
  for await (const piece of response.body.pipeThrough(new TextDecoderStream())) {
    const events = (waiting + piece).split("\n\n");
    waiting = events.pop();
    for (const event of events) {
      const [, type, data] = /^event: (\w+)\ndata: (.*)$/s.exec(event) ?? [];
      if (type) yield { type, data: JSON.parse(data) };
    }
  }
}
