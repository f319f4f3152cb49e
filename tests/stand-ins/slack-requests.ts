/** What Slack sends to Docent, built and signed as Slack does. */
import { createHmac } from "node:crypto";
import { nextTs } from "./slack-methods.ts";

export { nextTs };

/** The part of the stand-in that payloads name. */
interface Workspace {
  readonly team: string;
  readonly bot: { readonly user: string };
  responseUrl(): string;
}

export interface SlackPayload {
  readonly contentType: string;
  readonly body: string;
  /** The payload before it became a body, for Socket Mode and for contract checks. */
  readonly payload: Record<string, unknown>;
}

interface SendOptions {
  /** Seconds that Slack's clock is ahead of ours. */
  readonly clockSeconds?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Signs something else than what is sent. */
  readonly signedBody?: string;
}

/** Sends a payload with a genuine signature. */
export async function sendToDocent(
  url: string,
  signingSecret: string,
  { contentType, body }: SlackPayload,
  { clockSeconds = 0, headers = {}, signedBody = body }: SendOptions = {},
): Promise<{ status: number; body: string; ms: number }> {
  const timestamp = String(Math.floor(Date.now() / 1_000) + clockSeconds);
  const hash = createHmac("sha256", signingSecret).update(`v0:${timestamp}:${signedBody}`).digest("hex");
  const started = performance.now();
  const response = await fetch(url, {
    method: "POST",
    headers: {
      "content-type": contentType,
      "x-slack-request-timestamp": timestamp,
      "x-slack-signature": `v0=${hash}`,
      ...headers,
    },
    body,
  });
  return { status: response.status, body: await response.text(), ms: performance.now() - started };
}

const json = (payload: Record<string, unknown>): SlackPayload => ({
  contentType: "application/json",
  body: JSON.stringify(payload),
  payload,
});
const form = (fields: Record<string, unknown>, payload: Record<string, unknown>): SlackPayload => ({
  contentType: "application/x-www-form-urlencoded",
  body: new URLSearchParams(
    Object.entries(fields).map(([key, value]): [string, string] => [key, String(value)]),
  ).toString(),
  payload,
});

let events = 0;

/** Any event in the envelope of the Events API. */
export function eventCallback(workspace: Workspace, event: Record<string, unknown>): SlackPayload {
  events += 1;
  return json({
    token: "verification",
    team_id: workspace.team,
    api_app_id: "A00000001",
    type: "event_callback",
    authorizations: [
      { team_id: workspace.team, user_id: workspace.bot.user, is_bot: true, is_enterprise_install: false },
    ],
    is_ext_shared_channel: false,
    event_id: `Ev${String(events).padStart(8, "0")}`,
    event_time: Math.floor(Date.now() / 1_000),
    event_context: "4-stand-in",
    event,
  });
}

interface Written {
  readonly user: string;
  readonly channel: string;
  readonly text: string;
  readonly ts?: string;
  readonly thread?: string;
}

/** A message that mentions Docent. */
export function mention(workspace: Workspace, written: Written): SlackPayload {
  const ts = written.ts ?? nextTs();
  return eventCallback(workspace, {
    type: "app_mention",
    user: written.user,
    text: `<@${workspace.bot.user}> ${written.text}`,
    ts,
    team: workspace.team,
    channel: written.channel,
    event_ts: ts,
    ...(written.thread && { thread_ts: written.thread }),
  });
}

/** A message as `message.im` and `message.mpim` bring it. */
export function message(
  workspace: Workspace,
  written: Written,
  more: Record<string, unknown> = {},
): SlackPayload {
  const ts = written.ts ?? nextTs();
  return eventCallback(workspace, {
    type: "message",
    user: written.user,
    text: written.text,
    ts,
    team: workspace.team,
    channel: written.channel,
    event_ts: ts,
    channel_type: "im",
    ...(written.thread && { thread_ts: written.thread }),
    ...more,
  });
}

let triggers = 0;
function trigger(): string {
  triggers += 1;
  return `${triggers}.stand-in`;
}

/** `/ask …` */
export function slashCommand(
  workspace: Workspace,
  asked: {
    readonly user: string;
    readonly channel: string;
    readonly text: string;
    readonly responseUrl?: string;
  },
): SlackPayload {
  const fields = {
    token: "verification",
    api_app_id: "A00000001",
    team_id: workspace.team,
    team_domain: "stand-in",
    channel_id: asked.channel,
    channel_name: "general",
    user_id: asked.user,
    user_name: asked.user.toLowerCase(),
    command: "/ask",
    text: asked.text,
    response_url: asked.responseUrl ?? workspace.responseUrl(),
    trigger_id: trigger(),
    is_enterprise_install: false,
  };
  return form(fields, fields);
}

/** A press of one of Docent's buttons. */
export function buttonPress(
  workspace: Workspace,
  pressed: {
    readonly user: string;
    readonly channel: string;
    readonly action: string;
    readonly value: string;
    readonly type?: string;
    readonly responseUrl?: string;
  },
): SlackPayload {
  const payload = {
    type: "block_actions",
    team: { id: workspace.team, domain: "stand-in" },
    user: {
      id: pressed.user,
      username: pressed.user.toLowerCase(),
      name: pressed.user,
      team_id: workspace.team,
    },
    api_app_id: "A00000001",
    token: "verification",
    container: {
      type: "message",
      message_ts: nextTs(),
      channel_id: pressed.channel,
      is_ephemeral: false,
    },
    trigger_id: trigger(),
    channel: { id: pressed.channel, name: "general" },
    response_url: pressed.responseUrl ?? workspace.responseUrl(),
    actions: [
      {
        action_id: pressed.action,
        block_id: "b1",
        value: pressed.value,
        type: pressed.type ?? "button",
        action_ts: nextTs(),
      },
    ],
    is_enterprise_install: false,
  };
  return form({ payload: JSON.stringify(payload) }, payload);
}

/** A form that somebody sent. */
export function viewSubmission(
  workspace: Workspace,
  sent: {
    readonly user: string;
    readonly callback: string;
    readonly metadata: string;
    readonly values: Record<string, Record<string, { type: string; value: string | null }>>;
  },
): SlackPayload {
  const payload = {
    type: "view_submission",
    team: { id: workspace.team, domain: "stand-in" },
    user: { id: sent.user, username: sent.user.toLowerCase(), name: sent.user, team_id: workspace.team },
    api_app_id: "A00000001",
    token: "verification",
    trigger_id: trigger(),
    view: {
      id: "V00000001",
      team_id: workspace.team,
      type: "modal",
      private_metadata: sent.metadata,
      callback_id: sent.callback,
      state: { values: sent.values },
      hash: "1.a",
      app_id: "A00000001",
      bot_id: "B00000001",
    },
    is_enterprise_install: false,
  };
  return form({ payload: JSON.stringify(payload) }, payload);
}
