import { within } from "../../../src/operations/within.ts";
import { commandName } from "../permissions.ts";
import { wording } from "../wording.ts";
import { answerInTime } from "./answer-in-time.ts";
import { askFromMessage, privateAsk } from "./asks.ts";
import type { ChannelCommands } from "./channel-commands.ts";
import { type ListenerParts, onEvent } from "./listeners.ts";

/** A command that is not written down by then is answered with an apology instead of Slack's own error. */
const WRITE_DOWN_MS = 2_200;

/**
 * Takes questions: mentions, direct messages and the command. Each is in the ledger before Slack hears of it.
 * @param commands what the command can do beside asking, where channels' documents are indexed
 */
export function listenForQuestions(parts: ListenerParts, commands?: ChannelCommands): void {
  const { app, turns, tenant, log, workspace } = parts;

  for (const name of ["app_mention", "message"] as const) {
    onEvent(app, name, async (event) => {
      const ask = askFromMessage(event, { tenant, workspace: workspace() });
      if (ask) await turns.receive(ask);
    });
  }

  app.command(commandName, async ({ command, ack }) => {
    const isHelp = /^(help|\?)?$/i.test(command.text.trim());
    if (isHelp) return ack({ response_type: "ephemeral", text: wording.help.join("\n") });
    const told = await commands?.recognise(command.text, command.channel_id);
    if (commands && told) {
      const given = { channel: command.channel_id, user: command.user_id };
      return answerInTime(commands.carryOut(told, given), ack, command.response_url, parts);
    }
    const ask = privateAsk(
      {
        triggerId: command.trigger_id,
        channel: command.channel_id,
        user: command.user_id,
        responseUrl: command.response_url,
        text: command.text,
      },
      { tenant, workspace: workspace() },
    );
    try {
      await within(
        WRITE_DOWN_MS,
        turns.receive(ask),
        `The ledger took longer than ${WRITE_DOWN_MS} ms; look at the database's health.`,
      );
    } catch (error) {
      log.error("A question could not be written to the ledger", { error });
      return ack({ response_type: "ephemeral", text: wording.ledgerFailed });
    }
    await ack({ response_type: "ephemeral", text: wording.looking });
  });
}
