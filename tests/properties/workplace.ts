/** A workplace in which everything of Docent is real, and the world changes at every step of a turn. */
import { setImmediate as breathe } from "node:timers/promises";
import { slackPerson } from "../../adapters/slack/identity.ts";
import type { Audience } from "../../src/access/audience.ts";
import { createMembership } from "../../src/access/create-membership.ts";
import type { Membership } from "../../src/access/membership.ts";
import { scope, type TenantId } from "../../src/access/scopes.ts";
import type { AskId, ConversationId } from "../../src/conversation/ask.ts";
import { createTurns } from "../../src/conversation/create-turns.ts";
import { createHistory } from "../../src/conversation/history.ts";
import { createLedger } from "../../src/conversation/ledger.ts";
import type { Reply } from "../../src/conversation/reply.ts";
import type { Turns } from "../../src/conversation/turns.ts";
import { forgetDocument } from "../../src/documents/forget.ts";
import { documentId } from "../../src/documents/index-document.ts";
import type { Keeper } from "../../src/documents/keeper.ts";
import { DEBOUNCE_MS } from "../../src/documents/work-list.ts";
import type { Model } from "../../src/models/model.ts";
import { createRetrieval } from "../../src/retrieval/search.ts";
import { createGuard } from "../../src/safety/create-guard.ts";
import type { Guard } from "../../src/safety/guard.ts";
import { createPolicy } from "../../src/safety/policy.ts";
import { silentLog } from "../conversation/stand-ins.ts";
import { type KeeperBench, until } from "../documents/keeper-bench.ts";
import { scriptedSource } from "../documents/scripted-source.ts";
import { slackMembership } from "../stand-ins/slack-membership.ts";
import { type Beginning, type Change, openWorld } from "./membership-world.ts";

/** Each document has a name of its own, so that wherever a word of it shows up it is recognised. */
const NAMES = ["Badger", "Heron", "Otter", "Lynx", "Magpie", "Newt", "Quail", "Stoat", "Vole"];
const SOURCE = "shelf";

/** What happens, and what becomes of its event. */
export type Happening =
  | { readonly kind: "wait"; readonly ms: number }
  | { readonly kind: "change"; readonly change: Change; readonly event: "now" | "twice" | "late" | "lost" }
  | { readonly kind: "events arrive" }
  /** Slack answers nothing for so many calls. */
  | { readonly kind: "outage"; readonly calls: number }
  /** Somebody changes a document's readers, takes it away, or has Docent forget it, and the index knows at once. */
  | {
      readonly kind: "document";
      readonly document: number;
      readonly to: readonly string[] | "gone" | "forgotten";
    };

export interface Question {
  readonly audience: Audience;
  readonly person: string;
  readonly text: string;
  readonly isAnswerable: boolean;
}

export interface Workplace {
  /** What was shown that should not have been, in words. */
  readonly leaks: readonly string[];
  happen(happening: Happening): Promise<void>;
  /** Asks all at once; `meanwhile` happens in the middle of these turns, one (or nothing) at each step. */
  ask(questions: readonly Question[], meanwhile: readonly (Happening | null)[]): Promise<readonly Reply[]>;
  /** Looks at a reply of before again, as who asked. */
  reread(position: number): Promise<Reply | undefined>;
  /** Changes who reads a document, or takes it away; the keeper hears of it and works on it, or it does not. */
  move(document: number, scopes: readonly string[] | undefined, isTold: boolean): Promise<void>;
  close(): Promise<void>;
}

interface Shelved {
  /** The readers it may have in the index, the latest last; none once it is gone for certain. */
  scopes: (readonly string[])[];
  isForgotten: boolean;
}

export async function openWorkplace(options: {
  readonly bench: KeeperBench;
  readonly tenant: TenantId;
  readonly beginning: Beginning;
  readonly documents: readonly (readonly string[])[];
  /** Puts something else between the turns and the membership, to see that it is noticed. */
  readonly broken?: (membership: Membership) => Membership;
}): Promise<Workplace> {
  const { bench, tenant, beginning, broken = (membership) => membership } = options;
  const { catalogue, index, database } = bench;
  const clock = { now: 1_800_000_000_000 };
  const leaks: string[] = [];
  let meanwhile: (Happening | null)[] = [];
  let steps = Promise.resolve();
  /** Calls that fail from now on. */
  let outage = 0;
  const late: (() => Promise<void>)[] = [];

  const slack = slackMembership({
    now: () => clock.now,
    onMembershipChange: (id) => membership.invalidate(id),
    during: async () => {
      await breathe();
      // Time that a platform takes is not part of an age.
      if (meanwhile[0]?.kind !== "wait") await step();
      if (outage > 0) {
        outage -= 1;
        throw new Error("Slack is down");
      }
    },
  });
  const membership: Membership = broken(
    createMembership({ sources: new Map([["slack", slack.source]]), onFailure: () => undefined }),
  );
  const world = openWorld(slack.workspace, beginning, () => clock.now);

  async function happen(happening: Happening): Promise<void> {
    switch (happening.kind) {
      case "wait":
        clock.now += happening.ms;
        return;
      case "outage":
        outage = happening.calls;
        return;
      case "document":
        if (happening.to === "forgotten") return forget(happening.document);
        await move(happening.document, happening.to === "gone" ? undefined : happening.to);
        return settle();
      case "events arrive":
        for (const arrive of late.splice(0)) await arrive();
        return;
      case "change": {
        const { event, arrived } = world.apply(happening.change);
        const arrive = () => {
          arrived();
          return slack.send(event);
        };
        if (happening.event === "late") late.push(arrive);
        if (happening.event === "now" || happening.event === "twice") await arrive();
        if (happening.event === "twice") await arrive();
      }
    }
  }
  /** One thing at a time: turns side by side take their steps one after the other. */
  function step(): Promise<void> {
    steps = steps.then(async () => {
      const next = meanwhile.shift();
      if (next) await happen(next);
    });
    return steps;
  }

  const shelf: Shelved[] = options.documents.map((scopes) => ({ scopes: [scopes], isForgotten: false }));
  const source = scriptedSource(SOURCE, { find: true });
  const pathOf = (document: number) => `${NAMES[document]}.md`;
  const put = (document: number, scopes: readonly string[]) =>
    source.put(
      pathOf(document),
      `# Allowance of team ${NAMES[document]}\n\nThe travel allowance of team ${NAMES[document]} is ${document + 20} euros a day.\n`,
      scopes.map(scope),
    );
  for (const [document, { scopes }] of shelf.entries()) put(document, scopes[0] as readonly string[]);
  /** How far the keeper is ahead of the wall's clock, so that nobody waits for what it puts off. */
  let aheadMs = 0;
  const keeper: Keeper = bench.keeper({ tenant, now: () => Date.now() + aheadMs });
  keeper.add(source.source, { reconcileEveryMs: 3_600_000 });
  await keeper.start();

  /** Names whatever a text shows that somebody in the audience may not read. */
  function check(what: string, text: string, audience: Audience): void {
    for (const [document, { scopes }] of shelf.entries()) {
      if (!text.includes(NAMES[document] as string)) continue;
      if (!scopes.some((possible) => mayRead(audience, possible)))
        leaks.push(`${what} shows ${NAMES[document]} (${scopes.at(-1) ?? "gone"}) to ${id(audience)}`);
    }
  }
  const mayRead = (audience: Audience, scopes: readonly string[]): boolean =>
    audience.kind === "private"
      ? world.mayRead(id(audience), scopes)
      : world.everyoneMayRead(id(audience), scopes);
  const id = (audience: Audience): string =>
    (audience.kind === "private" ? audience.person : audience.channel).slice("slack:".length);

  /** A reply at the moment at which it is let go. */
  function checkReply(reply: Reply, { audience }: Question): void {
    check(`A ${reply.outcome}`, JSON.stringify(reply), audience);
  }

  const waiting = new Map<string, (reply: Reply) => void>();
  const replies: { readonly id: AskId; readonly question: Question }[] = [];
  let isAnswerable = true;
  const ledger = createLedger({ db: database.db });
  const retrievals = [0, 1].map((answerabilityThreshold) =>
    createRetrieval({ index, settings: { answerabilityThreshold } }),
  );
  const passages = (owner: TenantId, ids: Parameters<typeof index.get>[1]) => index.get(owner, ids);
  const turns: Turns = createTurns({
    ledger: {
      ...ledger,
      answered(ask, reply) {
        const found = byAsk.get(ask);
        if (found) checkReply(reply, found);
        return ledger.answered(ask, reply);
      },
    },
    answerParts: {
      guard: stepping(createGuard({ filters: [], policies: () => createPolicy(), timeoutMs: 5_000 }), step),
      membership,
      retrieval: {
        async search(request) {
          const found = await (retrievals[isAnswerable ? 0 : 1] as (typeof retrievals)[0]).search(request);
          await step();
          return found;
        },
      },
      passages,
      history: createHistory({ db: database.db, passages, maxExchanges: 2, maxPauseHours: 1 }),
      model: quotingModel(step),
      modelTimeoutMs: 20_000,
      log: silentLog,
    },
    keepDays: 1,
    pollMs: 60_000,
    log: silentLog,
    metrics: {
      asks: { inc: () => undefined },
      turnSeconds: { observe: () => undefined },
      deliveryFailures: { inc: () => undefined },
    },
  });
  const byAsk = new Map<AskId, Question>();
  turns.register("slack", {
    async deliver(ask, events) {
      for await (const event of events) {
        if (event.type === "sentence") check("A sentence", event.text.text, ask.audience);
        if (event.type === "done") waiting.get(ask.dedupeKey)?.(event.reply);
      }
    },
  });
  await turns.start();

  const untilPending = (atMost: number) =>
    until(
      async () => (await keeper.status()).find((one) => one.source === SOURCE),
      (status) => status !== undefined && status.pending <= atMost && status.reconciledAt !== undefined,
    );
  await untilPending(0);

  let count = 0;
  async function askOne(question: Question): Promise<Reply> {
    const { promise, resolve } = Promise.withResolvers<Reply>();
    const dedupeKey = String(++count);
    waiting.set(dedupeKey, resolve);
    const person = slackPerson(question.person);
    const received = await turns.receive({
      tenant,
      platform: "slack",
      dedupeKey,
      person,
      audience: question.audience,
      conversation: `${id(question.audience)}:${question.person}` as ConversationId,
      question: question.text,
      address: null,
    });
    byAsk.set(received.id, question);
    replies.push({ id: received.id, question });
    return promise;
  }

  async function move(document: number, scopes: readonly string[] | undefined): Promise<void> {
    const shelved = shelf[document];
    if (!shelved || shelved.isForgotten) return;
    if (scopes) put(document, scopes);
    else source.remove(pathOf(document));
    shelved.scopes.push(scopes ?? []);
  }
  async function forget(document: number): Promise<void> {
    const shelved = shelf[document];
    const known = await catalogue.get(documentId(tenant, SOURCE, pathOf(document)));
    if (!shelved || known?.status !== "indexed" || shelved.scopes.length > 1) return;
    await forgetDocument(known, { index, catalogue });
    Object.assign(shelved, { scopes: [], isForgotten: true });
  }
  /** Everything of the documents is in the index as it is at their source. */
  async function settle(): Promise<void> {
    const moved = [...shelf.keys()].filter((document) => (shelf[document]?.scopes.length ?? 0) > 1);
    if (!moved.length) return;
    for (const document of moved) await keeper.touch(SOURCE, pathOf(document));
    aheadMs += DEBOUNCE_MS;
    // Wakes it, and is itself put off.
    await keeper.touch(SOURCE, "nothing");
    await untilPending(1);
    for (const shelved of shelf) shelved.scopes = shelved.scopes.slice(-1);
  }

  return {
    leaks,
    happen,
    async ask(questions, happenings) {
      meanwhile = [...happenings];
      isAnswerable = questions[0]?.isAnswerable ?? true;
      const given = await Promise.all(questions.map(askOne));
      // A turn that gave up on Slack waits for none of its questions.
      await steps;
      for (const rest of meanwhile.splice(0)) if (rest) await happen(rest);
      return given;
    },
    async reread(position) {
      const found = replies[position % Math.max(replies.length, 1)];
      if (!found) return undefined;
      const { person, audience } = found.question;
      const reply = await turns.reply(found.id, { tenant, person: slackPerson(person) });
      if (reply) check("A reply looked at again", JSON.stringify(reply), audience);
      return reply;
    },
    async move(document, scopes, isTold) {
      await move(document, scopes);
      if (isTold) await keeper.touch(SOURCE, pathOf(document));
    },
    async close() {
      meanwhile = [];
      outage = 0;
      await turns.stop(2_000);
      await keeper.stop();
    },
  };
}

/** Quotes every passage of the prompt, one a line, and lets the world go on before each. */
const quotingModel = (step: () => Promise<void>): Model => ({
  name: "quoting",
  async *draft({ passages }) {
    for (const [n, { text }] of passages.entries()) {
      // What was shown before this has been seen by then.
      await breathe();
      await step();
      yield `${text} [${n + 1}]\n`;
    }
  },
});

/** The guard, during whose work the world goes on. */
function stepping(guard: Guard, step: () => Promise<void>): Guard {
  return {
    open: () => {
      const checks = guard.open();
      return {
        ...checks,
        question: async (text) => {
          await step();
          return checks.question(text);
        },
        passages: async (found) => {
          const admitted = await checks.passages(found);
          await step();
          return admitted;
        },
        label: async (text, found) => {
          const label = await checks.label(text, found);
          await step();
          return label;
        },
      };
    },
  };
}
