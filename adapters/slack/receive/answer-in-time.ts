import { setTimeout as sleep } from "node:timers/promises";
import type { AckFn, RespondArguments } from "@slack/bolt";
import type { Message } from "../deliver/message.ts";
import { patiently } from "../web-client.ts";
import { wording } from "../wording.ts";
import type { ListenerParts } from "./listeners.ts";

/** A command that takes longer is answered with a promise first, and by its response address when it is done. */
const AT_ONCE_MS = 1_800;

/** Answers a command once: right away where that is possible, otherwise in place of "One moment…". */
export async function answerInTime(
  work: Promise<Message>,
  ack: AckFn<string | RespondArguments>,
  responseUrl: string,
  { respond, log }: Pick<ListenerParts, "respond" | "log">,
): Promise<void> {
  const answer = work.catch((error: unknown): Message => {
    log.error("A command could not be carried out", { error });
    return { text: wording.commandFailed };
  });
  const enough = new AbortController();
  const late = sleep(AT_ONCE_MS, undefined, { signal: enough.signal }).catch(() => undefined);
  const first = await Promise.race([answer, late]);
  enough.abort();
  if (first) return ack({ response_type: "ephemeral", ...first });
  await ack({ response_type: "ephemeral", text: wording.oneMoment });
  const message = await answer;
  try {
    await patiently(() =>
      respond(responseUrl, { ...message, response_type: "ephemeral", replace_original: true }),
    );
  } catch (error) {
    log.error("Slack did not show the outcome of a command", { error });
  }
}
