/** Slack's people, channels and groups without HTTP: the adapter's real membership over the stand-in's methods. */
import { WebAPIPlatformError, type WebClient } from "@slack/web-api";
import { createChannels } from "../../adapters/slack/membership/channels.ts";
import { createSlackMembership } from "../../adapters/slack/membership/create-membership.ts";
import { createGroups } from "../../adapters/slack/membership/groups.ts";
import { createPeople } from "../../adapters/slack/membership/people.ts";
import type { ListenerParts } from "../../adapters/slack/receive/listeners.ts";
import { listenForMembership } from "../../adapters/slack/receive/membership-events.ts";
import type { MembershipSource } from "../../src/access/membership.ts";
import { silentLog } from "../conversation/stand-ins.ts";
import { type Arguments, type StandInWorkspace, slackMethods } from "./slack-methods.ts";

export interface SlackMembership {
  readonly workspace: StandInWorkspace;
  readonly source: MembershipSource;
  /** Methods in the order in which they were called. */
  readonly calls: string[];
  /** Hands an event to the adapter's real listener. */
  send(event: { readonly type: string; readonly [field: string]: unknown }): Promise<void>;
}

const BOT = { user: "U0BOT0001", id: "B00000001" };

/**
 * @param options.onMembershipChange is told what an event names
 * @param options.during is waited for before and after each call does its work; what it throws, the call throws
 */
export function slackMembership(options: {
  readonly now: () => number;
  readonly onMembershipChange: ListenerParts["onMembershipChange"];
  readonly during?: () => Promise<void>;
}): SlackMembership {
  const { now, onMembershipChange, during = async () => undefined } = options;
  const calls: string[] = [];
  const workspace: StandInWorkspace = {
    team: "T00000001",
    bot: BOT,
    people: new Map(),
    channels: new Map(),
    groups: new Map(),
    messages: [],
    ephemerals: [],
    pageSize: 200,
    socketUrl: () => "",
    files: new Map(),
    filesUrl: () => "",
    historyRule: undefined,
    scopes: [],
  };

  const method = (name: string) => async (given: Arguments) => {
    calls.push(name);
    await during();
    const answer = slackMethods[name]?.(workspace, given);
    await during();
    if (answer?.ok !== true) throw new WebAPIPlatformError({ ok: false, error: String(answer?.error) });
    return answer;
  };
  const client = {
    users: {
      info: method("users.info"),
      list: method("users.list"),
      conversations: method("users.conversations"),
    },
    conversations: { info: method("conversations.info"), members: method("conversations.members") },
    usergroups: { list: method("usergroups.list") },
  } as unknown as WebClient;

  const listeners = new Map<string, (args: { event: unknown }) => Promise<void>>();
  const app = {
    event: (name: string, listener: (args: { event: unknown }) => Promise<void>) =>
      void listeners.set(name, listener),
  };
  listenForMembership({ app, log: silentLog, onMembershipChange } as unknown as ListenerParts);

  const of = () => ({
    name: "Stand-in",
    team: workspace.team,
    botUser: BOT.user,
    bot: BOT.id,
    url: "https://stand-in.slack.com/",
    without: [],
  });
  const people = createPeople({ client, workspace: of, now });
  const groups = createGroups({ client, workspace: of, now });
  const channels = createChannels({ client, now });
  return {
    workspace,
    source: createSlackMembership({ people, groups, channels, workspace: of }),
    calls,
    async send(event) {
      const listener = listeners.get(event.type);
      if (!listener) throw new Error(`Docent does not listen for ${event.type}`);
      await listener({ event });
    },
  };
}
