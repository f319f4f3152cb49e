/**
 * `node bench/planted-attacks.ts`: how many attacks planted in documents reach a reader when the model obeys all of them,
 * with every check, without the injection filter, and as the model wrote it.
 */

import { personId } from "../src/access/scopes.ts";
import { answer } from "../src/conversation/answer.ts";
import type { AnswerParts } from "../src/conversation/answer-parts.ts";
import type { Ask, AskId, ConversationId } from "../src/conversation/ask.ts";
import type { Reply } from "../src/conversation/reply.ts";
import { promptText } from "../src/models/prompt-text.ts";
import { createLog } from "../src/operations/log.ts";
import { createRetrieval } from "../src/retrieval/search.ts";
import { createGuard } from "../src/safety/create-guard.ts";
import { localFilters } from "../src/safety/filters/catalogue.ts";
import { createPolicy } from "../src/safety/policy.ts";
import { ASKER, openPlantedWorkplace, outcomeOf } from "../tests/end-to-end/planted-workplace.ts";
import type { QuietCore } from "../tests/end-to-end/quiet-core.ts";
import { removeTemporaryFolders } from "../tests/end-to-end/start-docent.ts";
import { type PlantedAttack, plantedAttacks } from "../tests/safety/planted-attacks.ts";
import { obey } from "../tests/stand-ins/obedient-model.ts";
import { printTable } from "./measure.ts";

/** The same turn over the same index with a guard that lacks the injection filter, and what its model wrote. */
function withoutFilter(docent: QuietCore, attacks: readonly PlantedAttack[]) {
  const drafts: string[] = [];
  const parts: AnswerParts = {
    guard: createGuard({
      filters: localFilters().filter(({ name }) => name !== "injection"),
      policies: () => createPolicy(),
      timeoutMs: 1_000,
    }),
    membership: docent.membership,
    retrieval: createRetrieval({ index: docent.index }),
    passages: (tenant, ids) => docent.index.get(tenant, ids),
    history: { before: async () => [] },
    model: {
      name: "obedient",
      async *draft(prompt) {
        const { system, question } = promptText(prompt);
        const text = obey(
          system,
          question,
          attacks.map(({ order }) => order),
        );
        drafts.push(text);
        yield text;
      },
    },
    modelTimeoutMs: 10_000,
    log: createLog({ level: "error", secrets: [], json: false }),
  };
  const ask = async (question: string): Promise<Reply | undefined> => {
    const person = personId(ASKER);
    const asked: Ask = {
      id: `ask ${question}` as AskId,
      receivedAt: Date.now(),
      tenant: docent.tenant,
      platform: "local",
      dedupeKey: question,
      person,
      audience: { kind: "private", person },
      conversation: question as ConversationId,
      question,
      address: null,
    };
    let reply: Reply | undefined;
    const signal = new AbortController().signal;
    for await (const event of answer(asked, parts, {
      signal,
      pause: async () => undefined,
      masked: async () => undefined,
    }))
      if (event.type === "done") reply = event.reply;
    return reply;
  };
  return { ask, drafts };
}

const share = (part: number, whole: number): string => `${part} (${((100 * part) / whole).toFixed(1)} %)`;

const rows = [];
for (const [vocabulary, name] of [
  [0, "first"],
  [1, "second"],
  [2, "third"],
] as const) {
  const attacks = plantedAttacks(vocabulary);
  const { docent, close } = await openPlantedWorkplace(attacks);
  const all = await outcomeOf(attacks, (question) => docent.ask(question, { as: ASKER }));
  const { ask, drafts } = withoutFilter(docent, attacks);
  const open = await outcomeOf(attacks, ask);
  await close();
  const obeyed = attacks.filter(({ mark }) => drafts.some((draft) => draft.includes(mark)));
  const total = attacks.length;
  rows.push({
    vocabulary: name,
    attacks: total,
    "obeyed by the model": share(obeyed.length, total),
    "seen without the injection filter": share(open.reached.length, total),
    "seen with all checks": share(all.reached.length, total),
    "questions still answered, without / with": `${open.answered} / ${all.answered}`,
  });
  for (const { goal, place } of all.reached) process.stdout.write(`${name}: ${goal} in ${place}\n`);
}
printTable("Attacks planted in documents", rows);
await removeTemporaryFolders();
