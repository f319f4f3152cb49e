import type { BlockAction, ButtonAction, SlackActionMiddlewareArgs } from "@slack/bolt";
import type { AskId } from "../../../src/conversation/ask.ts";
import type { Feedback } from "../../../src/conversation/turns.ts";
import { slackChannel, slackPerson } from "../identity.ts";
import {
  actionIds,
  readAskId,
  readFeedback,
  readPrivateValue,
  readReportValue,
  reportForm,
} from "../render/action-values.ts";
import { receiptView } from "../render/receipt-view.ts";
import { reportView } from "../render/report-view.ts";
import { wording } from "../wording.ts";
import { privateAsk } from "./asks.ts";
import type { ListenerParts } from "./listeners.ts";

type Press = SlackActionMiddlewareArgs<BlockAction<ButtonAction>>;

/** Takes what readers do with an answer: look at its checks, rate it, report it, ask for more in private. */
export function listenForButtons(parts: ListenerParts): void {
  const { app, client, turns, tenant, log, workspace } = parts;

  app.action<BlockAction<ButtonAction>>(actionIds.checked, async ({ action, body, ack }) => {
    await ack();
    const channel = channelOf(body);
    const reply = await turns.reply(readAskId(action.value ?? ""), {
      tenant,
      person: slackPerson(body.user.id),
      ...(channel && { channel: slackChannel(channel) }),
    });
    await client.views.open({ trigger_id: body.trigger_id, view: receiptView(reply) });
  });

  for (const [action, kind] of [
    [actionIds.report, "biased-or-wrong"],
    [actionIds.appeal, "appeal"],
  ] as const) {
    app.action<BlockAction<ButtonAction>>(action, async ({ action: pressed, body, ack }) => {
      await ack();
      const view = reportView({ ask: readAskId(pressed.value ?? ""), kind });
      await client.views.open({ trigger_id: body.trigger_id, view });
    });
  }

  app.view(reportForm.callback, async ({ view, body, ack }) => {
    const { ask, kind } = readReportValue(view.private_metadata);
    const comment = view.state.values[reportForm.block]?.[reportForm.action]?.value?.trim();
    try {
      await turns.feedback(ask, slackPerson(body.user.id), { kind, ...(comment && { comment }) });
    } catch (error) {
      log.error("A report could not be recorded", { ask, error });
      return ack({ response_action: "errors", errors: { [reportForm.block]: wording.feedbackFailed } });
    }
    await ack();
  });

  app.action<BlockAction<ButtonAction>>(actionIds.feedback, async (press) => {
    await press.ack();
    const { ask, kind } = readFeedback(press.action.value ?? "");
    await tellPrivately(press, parts, await record(ask, press.body.user.id, { kind }));
  });

  async function record(ask: AskId, user: string, feedback: Feedback): Promise<string> {
    try {
      await turns.feedback(ask, slackPerson(user), feedback);
      return wording.thanks;
    } catch (error) {
      log.error("Feedback could not be recorded", { ask, error });
      return wording.feedbackFailed;
    }
  }

  app.action<BlockAction<ButtonAction>>(actionIds.askPrivately, async (press) => {
    const { action, body, ack } = press;
    const { question, thread } = readPrivateValue(action.value ?? "");
    const ask = privateAsk(
      {
        triggerId: body.trigger_id,
        channel: channelOf(body) ?? body.user.id,
        user: body.user.id,
        thread,
        responseUrl: body.response_url,
        text: question,
      },
      { tenant, workspace: workspace() },
    );
    try {
      await turns.receive(ask);
    } catch (error) {
      log.error("A question could not be written to the ledger", { error });
      await ack();
      return tellPrivately(press, parts, wording.ledgerFailed);
    }
    await ack();
  });
}

/** One line that only whoever pressed the button sees, beside the message and not in its place. */
async function tellPrivately({ body }: Press, { respond, log }: ListenerParts, text: string): Promise<void> {
  try {
    await respond(body.response_url, { text, response_type: "ephemeral", replace_original: false });
  } catch (error) {
    log.warn("Slack did not show the outcome of a button", { error });
  }
}

const channelOf = (body: BlockAction): string | undefined =>
  body.channel?.id ?? (body.container.channel_id as string | undefined);
