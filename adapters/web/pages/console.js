/** The console: one conversation, answers as they arrive, sources beside them. */
import { ask, fetchJson } from "./api.js";
import { element, paragraph } from "./elements.js";
import { listen } from "./notices.js";
import { offerReaders, onOtherReader, readers, readersInWords } from "./readers.js";
import { OUTCOMES, partialText, wholeReply } from "./reply.js";

const at = (id) => document.getElementById(id);
const [log, welcome, question, send] = [at("conversation"), at("welcome"), at("question"), at("send")];

/** The server's name for this conversation, the ask under way, and what was asked last. */
const state = { conversation: undefined, running: undefined, asked: "" };

/** The replies on this page by their asks: where they stand, for whom, and what they say. */
const onPage = new Map();

const announce = (text) => {
  at("announcements").textContent = text;
};

// ── asking ──────────────────────────────────────────────────────────────────────────────────────────────────────

at("ask").addEventListener("submit", async (event) => {
  event.preventDefault();
  if (state.running) {
    // Enter while an answer comes in leaves both alone; the button says Stop.
    if (event.submitter === send) state.running.abort();
    return;
  }
  const text = question.value.trim();
  if (!text) return;
  question.value = "";
  grow();
  await put(text);
});

async function put(text) {
  welcome.hidden = true;
  state.asked = text;
  const reply = element("div", { className: "reply" }, paragraph("status", "Searching your documents …"));
  const turn = element(
    "article",
    { className: "turn" },
    element("h2", { className: "question", textContent: text }),
    paragraph("quiet who", readersInWords()),
    reply,
  );
  log.append(turn);
  turn.scrollIntoView({ block: "start", behavior: motion() });
  question.focus();

  const running = new AbortController();
  state.running = running;
  send.textContent = "Stop";
  try {
    await receive(reply, text, running.signal);
  } catch (error) {
    if (running.signal.aborted) end(reply, paragraph("quiet", "Stopped."));
    else end(reply, paragraph("problem", error.message));
  } finally {
    if (state.running === running) {
      state.running = undefined;
      send.textContent = "Ask";
    }
  }
}

/** Shows the answer as it comes in. What has been shown stays, whatever happens to the rest. */
async function receive(reply, text, signal) {
  const asker = readers();
  let draft = "";
  for await (const { type, data } of ask(
    { question: text, conversation: state.conversation, ...asker },
    signal,
  )) {
    signal.throwIfAborted();
    const shown = draft ? [partialText(draft)] : [];
    if (type === "status") reply.replaceChildren(...shown, paragraph("status", data.text));
    if (type === "sentence") {
      draft += data.lead + data.text + data.citations.map((n) => ` [${n}]`).join("");
      reply.replaceChildren(partialText(draft), paragraph("status", "Checking the next sentence …"));
    }
    if (type === "done") {
      state.conversation = data.conversation ?? state.conversation;
      show(data, reply, asker);
      announce(`${OUTCOMES[data.outcome]}. ${data.text.replace(/\s*\[\d+\]/g, "")}`);
    }
  }
}

function show(data, reply, asker) {
  reply.className = `reply ${data.outcome}`;
  onPage.set(data.ask, { reply, asker, said: says(data) });
  reply.replaceChildren(...wholeReply(data, asker));
}

const says = ({ notice = "", text }) => `${notice}\n${text}`;

/** A source of it moved: it is shown as it is now. One that is no longer kept stays gone from the server alone. */
async function showAgain(ask) {
  const { reply, asker, said } = onPage.get(ask) ?? {};
  if (!reply?.isConnected) return;
  const data = await fetchJson(`/api/replies/${ask}?${new URLSearchParams(asker)}`);
  if (said === says(data)) return;
  show(data, reply, asker);
  announce(data.notice ?? data.text);
}

const againQuietly = (ask) => showAgain(ask).catch(() => undefined);

/** A page that slept or was cut off may have missed something. */
const hearNews = () =>
  listen(readers(), {
    amended: againQuietly,
    connected: () => [...onPage.keys()].forEach(againQuietly),
  });

/** Ends a reply that did not become whole. */
function end(reply, why) {
  reply.querySelector(".status")?.remove();
  reply.classList.add("reason");
  reply.append(why);
  announce(why.textContent);
}

/** Another conversation: nothing said so far is carried into it. */
function startAfresh() {
  state.running?.abort();
  state.conversation = undefined;
}

at("afresh").addEventListener("click", () => {
  startAfresh();
  for (const turn of log.querySelectorAll(".turn")) turn.remove();
  onPage.clear();
  welcome.hidden = false;
  question.focus();
});

// ── keyboard, size ──────────────────────────────────────────────────────────────────────────────────────────────

question.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    at("ask").requestSubmit();
  }
  if (event.key === "ArrowUp" && question.value === "" && state.asked) {
    event.preventDefault();
    question.value = state.asked;
    grow();
  }
});
document.addEventListener("keydown", (event) => {
  const typing = /^(TEXTAREA|INPUT|SELECT)$/.test(document.activeElement.tagName);
  if (event.key !== "/" || typing || at("source").open) return;
  event.preventDefault();
  question.focus();
});
question.addEventListener("input", grow);

/** As high as its text, up to what the style sheet allows. */
function grow() {
  question.style.height = "auto";
  question.style.height = `${question.scrollHeight + question.offsetHeight - question.clientHeight}px`;
}
const motion = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth");

// ── start ───────────────────────────────────────────────────────────────────────────────────────────────────────

const counted = (count, word) => `${count.toLocaleString()} ${word}${count === 1 ? "" : "s"}`;

function showScale({ ready, documents, model }) {
  const { documents: read, passages, failed } = documents;
  at("scale").textContent = ready
    ? [
        `${counted(read, "document")}, ${counted(passages, "passage")}`,
        ...(failed ? [`${failed} could not be read`] : []),
        model === "extractive" ? "quotes only, no language model" : model,
      ].join(" · ")
    : `Reading your documents: ${read.toLocaleString()} so far`;
}

/** What the server says of itself; asked again until everything is read. Who asks meanwhile is answered then. */
async function follow() {
  const session = await fetchJson("/api/session");
  showScale(session);
  offerExamples(session.examples);
  offerReaders(session);
  at("review").hidden = !session.reviews;
  at("review").textContent = `${session.reviews} to review`;
  at("mode").textContent =
    session.mode === "local"
      ? "Local mode: only this machine reaches this page, and you may ask as anyone to see what they can read."
      : `You are signed in as ${session.asker.replace(/^local:/, "")}.`;
  if (!session.ready) setTimeout(() => follow().catch(showProblem), 1_000);
}

function showProblem(error) {
  at("mode").textContent = error.message;
  at("mode").className = "problem";
}

function offerExamples(examples) {
  at("examples").replaceChildren(
    ...examples.map((text) => {
      const example = element("button", { type: "button", className: "example", textContent: text });
      example.addEventListener("click", () => !state.running && put(text));
      return element("li", {}, example);
    }),
  );
}

onOtherReader(() => {
  startAfresh();
  hearNews();
});
question.focus();
await follow().catch(showProblem);
hearNews();
