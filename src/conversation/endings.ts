/** What Docent says in its own words when it does not answer: why, and what to do next. */
import type { Audience } from "../access/audience.ts";
import { joinReleased, ownWords, type Released } from "../safety/released.ts";
import { releasedDay } from "./released-day.ts";

const counted = (count: number, one: Released, many: Released): Released =>
  count === 1 ? one : ownWords`${count} ${many}`;

/** The readers in words: what is searched depends on them, so every abstention names them. */
const readers = (audience: Audience): Released =>
  audience.kind === "channel" ? ownWords`everyone in this channel` : ownWords`you`;

const inOrder = (names: readonly Released[]): Released =>
  joinReleased(names.map((name, position) => (position ? ownWords`, ${name}` : name)));

const listed = (titles: readonly Released[]): Released =>
  inOrder(titles.map((title) => ownWords`“${title}”`));

/** Nothing readable answers: what was searched, what comes closest, what to try. */
export function abstention(options: {
  audience: Audience;
  searched: { readonly documents: number };
  /** The nearest documents, nearest first, with whoever looks after each where that is known. */
  nearest: readonly { readonly title: Released; readonly owner?: Released }[];
}): Released {
  const { audience, searched, nearest } = options;
  const who = readers(audience);
  if (searched.documents === 0) {
    return ownWords`There are no documents yet that ${who} may read, so I cannot answer this. Whoever runs Docent can add some.`;
  }
  const scope = counted(searched.documents, ownWords`the one document`, ownWords`documents`);
  const closest = nearest.length
    ? ownWords` The closest I found: ${inOrder(nearest.map(named))}.`
    : ownWords``;
  const people = nearest.some(({ owner }) => owner)
    ? ownWords`ask whoever looks after them`
    : ownWords`ask the people who look after the topic`;
  return ownWords`I found no answer to this: I searched ${scope} that ${who} may read, and none of it answers the question well enough.${closest} Try other words, or ${people}.`;
}

const named = ({ title, owner }: { readonly title: Released; readonly owner?: Released }): Released =>
  owner ? ownWords`“${title}” (looked after by ${owner})` : ownWords`“${title}”`;

/** Nobody knows what the asker may read: nothing may be shown, and they learn what to do. */
export const unknownReader = ownWords`I could not find out which documents you may read, so I cannot answer. Try again in a minute; if it stays so, tell whoever runs Docent that your account is not known to it.`;

/** Every passage that matters was set aside because it gives instructions. */
export const allQuarantined = ownWords`The passages that may answer this contain instructions aimed at me, so I set them aside and did not use them. Whoever looks after these documents should read them; "How this was checked" says more.`;

/** The readers changed between search and reply. */
export const accessChanged = ownWords`Who may read the sources of this answer changed while I was working on it, so I do not show them. Ask again to get an answer from what may be read now.`;

/** A stored reply whose sources are gone, changed, or no longer for all of its readers. */
export const sourcesGone = ownWords`The sources of this reply have changed since, or not everyone here may read them any more, so I do not show it. Ask again to get an answer from what may be read now.`;

/** A source of this answer is gone, or not for everyone who reads it any more. */
export const takenBack = (at: number): Released =>
  ownWords`I took this reply back on ${releasedDay(at)!}: a document that it rests on was deleted, or not everyone here may read it any more. Ask again to get an answer from what may be read now.`;

/** Stands above an answer whose sources say something else by now. */
export const sourcesChanged = (titles: readonly Released[], at: number): Released =>
  titles.length === 1
    ? ownWords`A source of this answer changed on ${releasedDay(at)!}: “${titles[0]!}”. Ask again to get an answer from what it says now.`
    : ownWords`Sources of this answer changed on ${releasedDay(at)!}: ${listed(titles)}. Ask again to get an answer from what they say now.`;

/** In place of a quote whose words the document no longer has. */
export const quoteGone = ownWords`The words that were quoted here are no longer in the document.`;

/** In place of a title that a check holds back. */
export const titleHeldBack = ownWords`A document whose title is held back`;

/** In place of a page or heading that a check holds back. */
export const placeHeldBack = ownWords`A place whose name is held back`;

/** What an asker is told about an answer of theirs: `about` is the notice that stands on it. */
export const newsOfAnswer = (question: Released | undefined, about: Released): Released =>
  question
    ? ownWords`About my answer to “${question}”: ${about}`
    : ownWords`About an earlier answer of mine: ${about}`;

/** Something was drafted and none of it passed. */
export const allWithheld = (drafted: number): Released =>
  ownWords`I drafted ${counted(drafted, ownWords`one sentence`, ownWords`sentences`)}, and none of it passed the checks, so I show nothing. "How this was checked" says which check held it back. Ask more narrowly, or read the documents themselves.`;

/** The policy shows no answer that depends on whom the question is about. */
export const differsByPerson = ownWords`I don't show my answer: asked about somebody of another gender, origin, age or the like, I would have said something else, or I could not make sure that I wouldn't. "How this was checked" says more. Ask in general, with nobody in mind, or read the documents themselves.`;

/** The model failed and nothing stands in for it. */
export const modelFailed = ownWords`The language model did not answer, so neither can I. Ask again in a minute; if it stays so, tell whoever runs Docent.`;

/** The model failed after sentences had been shown; they were checked and stay. */
export const stoppedEarly = ownWords`The language model stopped before it had finished. What stands above was checked; ask again for the rest.`;

/** Said while the fallback drafts. */
export const fallingBack = ownWords`The language model did not answer. Quoting the documents instead…`;

/** Something broke again and again; `create-turns.ts` logged what. */
export const keepsFailing = ownWords`Something went wrong on my side while I worked on this, several times over. Ask again later; whoever runs Docent finds the cause in the log.`;

/** What is going on while the person waits. */
export const searching = (audience: Audience): Released =>
  ownWords`Searching the documents that ${readers(audience)} may read…`;

/** The second status: what is being read. */
export const reading = (passages: number): Released =>
  ownWords`Reading ${counted(passages, ownWords`one passage`, ownWords`passages`)}…`;
