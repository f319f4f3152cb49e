/** The middle of a turn: a draft goes in; released, cited sentences come out. */
import type { DocumentId, Passage, PassageId } from "../documents/document.ts";
import { type Exchange, type Model, ModelError } from "../models/model.ts";
import type { Superseded } from "../retrieval/supersession.ts";
import type { ReleasedSentence } from "../safety/guard.ts";
import type { Receipt } from "../safety/receipt.ts";
import { joinReleased, ownWords, type Released } from "../safety/released.ts";
import { createCitations } from "./citations.ts";
import type { Counterfactual } from "./counterfactual.ts";
import { differingDates } from "./differing-dates.ts";
import { draft } from "./draft.ts";
import * as endings from "./endings.ts";
import { type Framed, framing } from "./framing.ts";
import { withMarkers } from "./markers.ts";
import type { Citation, ReplyEvent } from "./reply.ts";
import { stillReadable, type Turn } from "./turn.ts";

interface Material {
  /** Standalone. */
  readonly question: string;
  /** With its typos repaired as the search read them. */
  readonly readAs: string;
  readonly history: readonly Exchange[];
  /** What the whole audience may read. */
  readonly passages: readonly Passage[];
  /** Documents that hold no more. */
  readonly superseded?: ReadonlyMap<DocumentId, Superseded>;
  /** It asks to decide about somebody: what is said of that stands first. */
  readonly frame?: Framed;
  /** Answers about somebody else, to compare with. */
  readonly counterfactual?: Counterfactual;
}

/** What came of the draft. `unanswered`: the model found no answer, or none that the passages support. */
type Written =
  | {
      readonly ending: "answer";
      readonly text: Released;
      readonly citations: readonly Citation[];
      /** Newer versions that citations name, and what a comparison told of. */
      readonly named: readonly PassageId[];
      readonly model: string;
    }
  | { readonly ending: "unanswered"; readonly model: string }
  | { readonly ending: "reason"; readonly text: Released; readonly model: string };

/**
 * Streams a draft through the guard and yields what it released. When the model fails before anything was shown the
 * fallback drafts instead, and a status says so.
 */
export async function* writeAnswer(turn: Turn, material: Material): AsyncGenerator<ReplyEvent, Written> {
  const { parts, checks, watch } = turn;
  let { model } = parts;
  let page = openPage(material);
  for (;;) {
    try {
      yield* released(turn, model, material, page);
      break;
    } catch (error) {
      noteFailure(turn, model, error);
      if (page.text) {
        page.isCut = true;
        yield page.append(endings.stoppedEarly, "\n\n", []);
        break;
      }
      if (!parts.fallback || parts.fallback.name === model.name)
        return { ending: "reason", text: endings.modelFailed, model: model.name };
      model = parts.fallback;
      page = openPage(material);
      yield { type: "status", text: endings.fallingBack };
    }
  }

  if (page.text) {
    const { superseded } = material;
    const listed = await watch.time("checks", () =>
      page.citations.list({ checks, superseded, publicUrl: parts.publicUrl }),
    );
    const differing = differingDates(listed);
    if (differing && (await allStand(turn, material))) yield page.append(differing, "\n\n", []);
    const comparison = await compared(material, page, model);
    if (comparison?.withhold) return { ending: "reason", text: endings.differsByPerson, model: model.name };
    const told = comparison?.named ?? [];
    if (comparison?.note && (await allStand(turn, { passages: [...material.passages, ...told] })))
      yield page.append(comparison.note, "\n\n", []);
    // The last look at live membership: after it nothing waits before the ending is handed over.
    const newer = [...new Set(listed.flatMap(({ document }) => superseded?.get(document)?.newer ?? []))];
    const standing = new Set(await stillReadable(turn, [...material.passages, ...newer, ...told]));
    const named = [...newer, ...told].filter((passage) => standing.has(passage)).map(({ id }) => id);
    const citations = listed.map((citation) => withoutHidden(citation, new Set(named)));
    if (!page.accessChanged && [...material.passages, ...told].every((passage) => standing.has(passage)))
      return { ending: "answer", text: page.text, citations, named, model: model.name };
    return { ending: "reason", text: endings.accessChanged, model: model.name };
  }
  if (page.accessChanged) return { ending: "reason", text: endings.accessChanged, model: model.name };
  const receipt = checks.receipt();
  if (!offends(receipt)) return { ending: "unanswered", model: model.name };
  const withheld = endings.allWithheld(receipt.sentences.drafted);
  const note = (await compared(material, page, model))?.note;
  const text = note ? joinReleased([withheld, note], "\n\n") : withheld;
  return { ending: "reason", text, model: model.name };
}

/** The answer as somebody else would be told it, where that was asked for. */
const compared = ({ counterfactual }: Material, page: Page, model: Model) =>
  counterfactual?.compare(
    {
      outcome: page.text ? "answer" : "none",
      text: page.sentences.join(""),
      sources: page.citations.sources().map(({ id }) => id),
    },
    page.isCut ? undefined : model.name,
  );

/** A newer version that not all of the readers may read any more is not named. */
function withoutHidden(citation: Citation, named: ReadonlySet<PassageId>): Citation {
  const { superseded, ...rest } = citation;
  return superseded?.by && !named.has(superseded.by.passage) ? rest : citation;
}

/** Drafts with `model` and yields sentence by sentence what may be shown, as long as the readers stay the same. */
async function* released(
  turn: Turn,
  model: Model,
  material: Material,
  page: Page,
): AsyncGenerator<ReplyEvent> {
  const { parts, checks, watch } = turn;
  const today = new Date((parts.now ?? Date.now)()).toISOString().slice(0, 10);
  const { question, readAs, passages } = material;
  const history = material.history.filter(({ answer }) => answer);
  const pieces = draft({
    model,
    prompt: {
      question,
      readAs,
      history,
      passages,
      today,
      ...(material.frame && { decidesAbout: material.frame.topic }),
    },
    signal: turn.signal,
    timeoutMs: parts.modelTimeoutMs,
    waited: (ms) => {
      watch.add("model", ms);
      // Waiting for a released sentence includes waiting for the model: that part is not the checks'.
      watch.add("checks", -ms);
    },
  });
  const sentences = checks.release(pieces, { question, passages });
  for (;;) {
    await turn.pause();
    const next = await watch.time("checks", () => sentences.next());
    if (next.done) return;
    if (!(await allStand(turn, material))) {
      page.accessChanged = true;
      await sentences.return(undefined);
      return;
    }
    yield* page.add(next.value);
  }
}

/** The text may rest on any of its passages, cited or not. */
const allStand = async (turn: Turn, { passages }: Pick<Material, "passages">): Promise<boolean> =>
  (await stillReadable(turn, passages)).length === passages.length;

/** Failures of the model end in a reply and are logged; anything else is not this turn's to handle. */
function noteFailure({ ask, parts }: Turn, model: Model, error: unknown): void {
  if (!(error instanceof ModelError)) throw error;
  parts.log.warn("The model failed", { ask: ask.id, model: model.name, reason: error.message });
  // What the provider said may repeat the question and the passages.
  parts.log.debug("What the model's provider said", { ask: ask.id, error });
}

/**
 * Whether something else than missing support held a draft back. Sentences that no passage supports mean that the
 * passages don't answer, which is an abstention.
 */
const offends = ({ entries }: Receipt): boolean =>
  entries.some(
    ({ action, stage, filter }) =>
      action === "withhold" && stage !== "question" && stage !== "passage" && !filter.startsWith("grounding"),
  );

/** What has been shown of an answer so far. */
interface Page {
  readonly citations: ReturnType<typeof createCitations>;
  /** With markers; `undefined` before the first sentence. */
  text: Released | undefined;
  /** The same without markers and without what Docent said of its own. */
  readonly sentences: string[];
  accessChanged: boolean;
  /** The model stopped in the middle. */
  isCut: boolean;
  /** Shows a sentence that has citations, with the headings that led to it; one that has none waits. */
  add(sentence: ReleasedSentence): Generator<ReplyEvent>;
  append(text: Released, lead: string, citations: readonly number[]): ReplyEvent;
}

function openPage({ passages, frame }: Pick<Material, "passages" | "frame">): Page {
  const citations = createCitations(passages);
  // A heading or "as follows:" is shown with the first supported sentence after it, and not at all without one.
  let waiting: ReleasedSentence[] = [];
  const page: Page = {
    citations,
    text: undefined,
    sentences: [],
    accessChanged: false,
    isCut: false,
    *add(sentence) {
      const numbers = citations.cite(sentence.evidence);
      if (!numbers.length) {
        // Evidence that does not hold makes the sentence unsupported: cited or silent.
        if (!sentence.evidence.length) waiting.push(sentence);
        return;
      }
      const opens = frame && !page.text;
      if (opens) yield page.append(framing(frame.decision, true), "", []);
      for (const [nth, { text, lead }] of [...waiting, sentence].entries()) {
        const gap = opens && nth === 0 ? "\n\n" : lead;
        page.sentences.push(gap + text.text);
        yield page.append(text, gap, nth === waiting.length ? numbers : []);
      }
      waiting = [];
    },
    append(text, lead, numbers) {
      const gap = page.text ? separator(lead) : "";
      page.text = joinReleased([page.text ?? ownWords``, withMarkers(text, numbers)], gap);
      return { type: "sentence", text, lead: gap, citations: numbers };
    },
  };
  return page;
}

/** White space as it may stand between two units. */
function separator(lead: string): "" | " " | "\n" | "\n\n" {
  const breaks = lead.split("\n").length - 1;
  if (breaks) return breaks > 1 ? "\n\n" : "\n";
  return lead ? " " : "";
}
