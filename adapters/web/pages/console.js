/** The console: one conversation, answers as they arrive, sources beside them. */
import { ask, fetchJson, postJson } from "/assets/api.js";
import { answerText, day, documentText, element } from "/assets/render.js";

const at = (id) => document.getElementById(id);
const [log, question, send, dialog] = [at("conversation"), at("question"), at("send"), at("source")];

const state = { session: undefined, conversation: undefined, running: undefined };

const OUTCOMES = { answer: "Answer", abstention: "No answer in your documents", reason: "Not answered" };

// ── asking ──────────────────────────────────────────────────────────────────────────────────────────────────────

at("ask").addEventListener("submit", async (event) => {
  event.preventDefault();
  const text = question.value.trim();
  if (state.running) return state.running.abort();
  if (!text) return;
  question.value = "";
  grow();
  await put(text);
});

async function put(text) {
  at("welcome")?.remove();
  const turn = element("article", { className: "turn" });
  const reply = element(
    "div",
    { className: "reply" },
    element("p", { className: "status", textContent: "Searching your documents …" }),
  );
  turn.append(
    element("h2", { className: "question", textContent: text }),
    element("p", { className: "quiet who", textContent: whoAsks() }),
    reply,
  );
  log.append(turn);
  turn.scrollIntoView({ block: "start", behavior: motion() });

  state.running = new AbortController();
  send.textContent = "Stop";
  try {
    await receive(reply, text);
  } catch (error) {
    const stopped = error.name === "AbortError";
    reply.replaceChildren(
      element("p", { className: "problem", textContent: stopped ? "Stopped." : error.message }),
    );
    announce(stopped ? "Stopped." : error.message);
  } finally {
    state.running = undefined;
    send.textContent = "Ask";
  }
}

async function receive(reply, text) {
  let draft = "";
  const readers = asking();
  for await (const { type, data } of ask(
    { question: text, conversation: state.conversation, ...readers },
    state.running.signal,
  )) {
    if (type === "status" && !draft)
      reply.replaceChildren(element("p", { className: "status", textContent: data.text }));
    if (type === "sentence") {
      draft += data.lead + data.text + data.citations.map((n) => ` [${n}]`).join("");
      reply.replaceChildren(answerText(draft, () => {}));
    }
    if (type === "done") {
      state.conversation = data.conversation;
      show(reply, data, readers);
      announce(`${OUTCOMES[data.outcome]}. ${data.text.replace(/\[\d+\]/g, "")}`);
    }
  }
}

function show(reply, done, readers) {
  const open = (n) =>
    openSource(
      done.citations.find((citation) => citation.n === n),
      readers,
    );
  reply.className = `reply ${done.outcome}`;
  const parts = [];
  if (done.outcome !== "answer")
    parts.push(element("p", { className: "outcome", textContent: OUTCOMES[done.outcome] }));
  if (done.interpretedAs)
    parts.push(element("p", { className: "quiet", textContent: `Understood as: ${done.interpretedAs}` }));
  parts.push(answerText(done.text, open));
  if (done.citations.length) parts.push(sources(done.citations, open));
  if (done.privateSources)
    parts.push(element("p", { className: "notice", textContent: privateNotice(done.privateSources) }));
  parts.push(receipt(done), verdicts(done, readers));
  reply.replaceChildren(...parts);
}

const privateNotice = (count) =>
  `${count === 1 ? "1 more source is" : `${count} more sources are`} open to you but not to everybody here: ask privately to use ${count === 1 ? "it" : "them"}.`;

function sources(citations, open) {
  const list = element("ol", { className: "sources" });
  list.setAttribute("aria-label", "Sources");
  for (const citation of citations) {
    const button = element("button", { type: "button", className: "source", textContent: citation.location });
    button.addEventListener("click", () => open(citation.n));
    list.append(
      element(
        "li",
        { value: citation.n },
        button,
        element("span", { className: "quiet", textContent: ` ${day(citation.modifiedAt)}` }),
        element("q", { textContent: citation.quote }),
      ),
    );
  }
  return list;
}

function receipt(done) {
  const rows = done.checks.map(({ check, result, concern }) =>
    element(
      "tr",
      { className: concern ? "concern" : "" },
      element("th", { scope: "row", textContent: check }),
      element("td", { textContent: result }),
    ),
  );
  return element(
    "details",
    { className: "receipt" },
    element("summary", { textContent: "How this was checked" }),
    element("table", {}, element("tbody", {}, ...rows)),
    element("p", {
      className: "quiet",
      textContent: `Drafted by ${done.model} in ${(done.timings.total / 1000).toFixed(2)} s; nothing was shown before these checks had passed it.`,
    }),
  );
}

function verdicts(done, readers) {
  const said = element("span", { className: "quiet" });
  said.setAttribute("role", "status");
  const vote = (kind, label) => {
    const button = element("button", { type: "button", className: "plain", textContent: label });
    button.addEventListener("click", async () => {
      try {
        const { path, options } = postJson("/api/feedback", { ask: done.ask, kind, ...readers });
        await fetchJson(path, options);
        for (const other of box.querySelectorAll("button"))
          other.setAttribute("aria-pressed", String(other === button));
        said.textContent = "Thank you: it is recorded.";
      } catch (error) {
        said.textContent = error.message;
      }
    });
    return button;
  };
  const choices =
    done.outcome === "reason"
      ? [vote("appeal", "Appeal this")]
      : [
          vote("helpful", "Helpful"),
          vote("unhelpful", "Not helpful"),
          vote("biased-or-wrong", "Report bias or a mistake"),
        ];
  const box = element("div", { className: "verdicts" }, ...choices, said);
  return box;
}

// ── sources ─────────────────────────────────────────────────────────────────────────────────────────────────────

async function openSource(citation, readers) {
  if (!citation) return;
  at("source-title").textContent = citation.title;
  at("source-facts").replaceChildren(
    `${citation.location} · modified ${day(citation.modifiedAt)}`,
    ...(outside(citation.uri) ?? []),
  );
  at("source-text").replaceChildren(
    element("p", { className: "quiet", textContent: "Loading the document …" }),
  );
  dialog.showModal();
  try {
    const view = await fetchJson(`/api/documents/${citation.document}?${new URLSearchParams(readers)}`);
    const { body, quoted } = documentText(view, citation.passage, citation.quote);
    at("source-text").replaceChildren(body);
    quoted?.scrollIntoView({ block: "center" });
  } catch (error) {
    at("source-text").replaceChildren(element("p", { className: "problem", textContent: error.message }));
  }
}

const outside = (uri) =>
  /^https?:/.test(uri) && [
    " · ",
    element("a", {
      href: uri,
      target: "_blank",
      rel: "noreferrer noopener",
      textContent: "Open the original",
    }),
  ];

at("close-source").addEventListener("click", () => dialog.close());
dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());

// ── who asks, and where ─────────────────────────────────────────────────────────────────────────────────────────

const asking = () => {
  if (state.session?.mode !== "local") return {};
  const [person, channel] = [at("person").value, at("channel").value];
  return { ...(person && { person }), ...(channel && { channel }) };
};

const whoAsks = () => {
  if (state.session?.mode !== "local") return "";
  const [person, channel] = [at("person").selectedOptions[0], at("channel").selectedOptions[0]];
  return `${person?.textContent}, ${channel?.value ? `in ${channel.textContent}, where everybody reads the answer` : "privately"}`;
};

function offerChannels() {
  const { channels } = state.session;
  const mine = channels.filter(({ members }) => members.includes(at("person").value));
  at("channel").replaceChildren(
    element("option", { value: "", textContent: "private" }),
    ...mine.map(({ id, name }) => element("option", { value: id, textContent: name })),
  );
}

/** Another reader is another conversation: nothing said to one is carried to the other. */
function startAfresh() {
  state.running?.abort();
  state.conversation = undefined;
}

at("person").addEventListener("change", () => {
  offerChannels();
  startAfresh();
});
at("channel").addEventListener("change", startAfresh);
at("afresh").addEventListener("click", () => {
  startAfresh();
  location.reload();
});

// ── keyboard, size, speech ──────────────────────────────────────────────────────────────────────────────────────

question.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    at("ask").requestSubmit();
  }
});
document.addEventListener("keydown", (event) => {
  if (
    event.key === "/" &&
    !/^(TEXTAREA|INPUT|SELECT)$/.test(document.activeElement.tagName) &&
    !dialog.open
  ) {
    event.preventDefault();
    question.focus();
  }
});
question.addEventListener("input", grow);
function grow() {
  question.rows = Math.min(6, question.value.split("\n").length);
}
const announce = (text) => {
  at("announcements").textContent = text;
};
const motion = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth");

// ── start ───────────────────────────────────────────────────────────────────────────────────────────────────────

try {
  const session = await fetchJson("/api/session");
  state.session = session;
  at("scale").textContent =
    `${session.documents.documents} documents, ${session.documents.passages} passages · ${session.model}`;
  for (const text of session.examples) {
    const example = element("button", { type: "button", className: "example", textContent: text });
    example.addEventListener("click", () => put(text));
    at("examples").append(element("li", {}, example));
  }
  if (session.mode === "local") {
    at("as").hidden = false;
    at("person").replaceChildren(
      ...session.people.map(({ id, name, title }) =>
        element("option", { value: id, textContent: title ? `${name}, ${title}` : name }),
      ),
    );
    at("person").value = session.asker;
    offerChannels();
    at("mode").textContent =
      "Local mode: this console answers this machine only, and you may ask as anyone to see what they can read.";
  }
  question.focus();
} catch (error) {
  at("mode").textContent = error.message;
  at("mode").className = "problem";
}
