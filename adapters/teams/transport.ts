/**
 * The one file that knows the Bot Framework SDK (archived by Microsoft at the end of 2025). To move to another
 * library, such as @microsoft/agents-hosting, write another file with these exports.
 */
import {
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type ConversationReference,
  TeamsInfo,
  type TurnContext,
} from "botbuilder";
import {
  AuthenticationConstants,
  type ConnectorClient,
  GovernmentConstants,
  type ServiceClientCredentialsFactory,
} from "botframework-connector";
import { Entity } from "botframework-connector/lib/connectorApi/models/mappers.js";
import { z } from "zod";
import type { ConversationAddress, InboundActivity, InvokeAnswer, OutboundActivity } from "./activity.ts";
import { limits } from "./limits.ts";
import { createBotToken } from "./transport/bot-token.ts";
import { refuseHalfAccepted, toRefusal } from "./transport/connector-refusal.ts";
import { isLoopback } from "./transport/service-url.ts";
import { issuerOf } from "./transport/token-issuer.ts";

interface TransportOptions {
  /** Without an app nobody is authenticated: the caller must keep strangers out. */
  readonly app:
    | { readonly id: string; readonly secret: string; readonly tenant: string | undefined }
    | undefined;
  /** Where the keys that sign Microsoft's requests come from, when not from the public cloud. */
  readonly openIdMetadataUrl: string | undefined;
  /** Where the bot's own token comes from, when not from the public cloud. */
  readonly loginUrl: string | undefined;
}

/** One person in a conversation's roster. */
const rosterMember = z.looseObject({
  id: z.string(),
  name: z.string().nullish(),
  aadObjectId: z.string().nullish(),
  /** The same as `aadObjectId`, as some regions name it. */
  objectId: z.string().nullish(),
  tenantId: z.string().nullish(),
  userRole: z.string().nullish(),
});
export type RosterMember = z.infer<typeof rosterMember>;

/** Someone who is not the Bot Connector sent a request. */
export class Unauthorized extends Error {
  override name = "Unauthorized";
}

/** Microsoft's signing keys cannot be fetched: nobody can be let in, and it is not the sender's fault. */
export class KeysUnavailable extends Error {
  override name = "KeysUnavailable";
}

export interface Transport {
  /**
   * Proves that Microsoft sent `activity`, then hands it on.
   * @throws {Unauthorized} when the token does not prove it, {@link KeysUnavailable}, or what `handle` throws.
   */
  receive(
    activity: InboundActivity,
    authorization: string,
    handle: (activity: InboundActivity) => Promise<InvokeAnswer | undefined>,
  ): Promise<InvokeAnswer | undefined>;
  /** Sends a message or typing; resolves to its id. All of these throw ConnectorRefusal. */
  send(address: ConversationAddress, activity: OutboundActivity): Promise<string>;
  /** Replaces a message that was sent before. */
  update(address: ConversationAddress, activityId: string, activity: OutboundActivity): Promise<void>;
  /** Opens the one-to-one chat with `address.user`; resolves to its conversation id. */
  openPersonalChat(address: ConversationAddress): Promise<string>;
  member(address: ConversationAddress, user: string): Promise<RosterMember>;
  /** One page of a roster; `next` asks for the following one. */
  members(
    address: ConversationAddress,
    next?: string,
  ): Promise<{ readonly members: readonly RosterMember[]; readonly next: string | undefined }>;
  /** The directory's id of the team that holds a channel, by the team's conversation. */
  team(address: ConversationAddress, teamThread: string): Promise<string | undefined>;
  /** Fetches the bot's token, to learn at start whether the credentials work. */
  checkCredentials(): Promise<void>;
}

/** @param options who the bot is and which cloud it lives in. */
export function createTransport(options: TransportOptions): Transport {
  keepEntityMembers();
  const cloud = cloudOf(options.openIdMetadataUrl);
  const { credentials, token } = createCredentials(options, cloud);
  const authentication = new ConfigurationBotFrameworkAuthentication(
    {
      ToChannelFromBotLoginUrl: cloud.ToChannelFromBotLoginUrl,
      ToChannelFromBotOAuthScope: cloud.ToChannelFromBotOAuthScope,
      ToBotFromChannelTokenIssuer: cloud.ToBotFromChannelTokenIssuer,
      OAuthUrl: cloud.OAuthUrl,
      ToBotFromChannelOpenIdMetadataUrl: options.openIdMetadataUrl ?? cloud.ToBotFromChannelOpenIdMetadataUrl,
      ToBotFromEmulatorOpenIdMetadataUrl: cloud.ToBotFromEmulatorOpenIdMetadataUrl,
    },
    credentials,
  );
  const adapter = new CloudAdapter(authentication);

  async function authenticate(activity: InboundActivity, authorization: string) {
    if (options.app && issuerOf(authorization) !== cloud.ToBotFromChannelTokenIssuer)
      throw new Unauthorized("The request carries no token of the Bot Framework");
    try {
      return await authentication.authenticateRequest(activity as never, authorization);
    } catch (error) {
      if (keysAreUnavailable(error))
        throw new KeysUnavailable("Microsoft's signing keys cannot be fetched", { cause: error });
      throw new Unauthorized("The request's token is not valid", { cause: error });
    }
  }

  /** Runs `use` with a client for the conversation's server, and explains what that server refuses. */
  async function connect<Result>(
    address: ConversationAddress,
    use: (connector: ConnectorClient, context: TurnContext) => Promise<Result>,
  ): Promise<Result> {
    let result: { value: Result } | undefined;
    try {
      await adapter.continueConversationAsync(
        options.app?.id ?? "",
        referenceTo(address),
        async (context: TurnContext) => {
          const connector = context.turnState.get<ConnectorClient>(adapter.ConnectorClientKey);
          leaveRetriesToUs(connector);
          result = { value: await use(connector, context) };
        },
      );
    } catch (error) {
      throw toRefusal(error);
    }
    if (!result) throw new Error("The Bot Framework SDK did not run the turn");
    return result.value;
  }

  return {
    async receive(activity, authorization, handle) {
      const identity = await authenticate(activity, authorization);
      let outcome: { answer: InvokeAnswer | undefined } | { error: unknown } | undefined;
      // The SDK wraps errors into text, so they travel past it.
      await adapter.processActivityDirect(identity, { ...activity } as never, async () => {
        outcome = await handle(activity).then(
          (answer) => ({ answer }),
          (error: unknown) => ({ error }),
        );
      });
      if (!outcome) throw new Error("The Bot Framework SDK did not run the turn");
      if ("error" in outcome) throw outcome.error;
      return outcome.answer;
    },
    send: (address, activity) =>
      connect(address, async (connector) => {
        const sent = await connector.conversations.sendToConversation(
          address.conversation,
          toWire(address, activity),
          { timeout: limits.sendTimeoutMs },
        );
        refuseHalfAccepted(sent);
        return sent.id ?? "";
      }),
    update: (address, activityId, activity) =>
      connect(address, async (connector) => {
        refuseHalfAccepted(
          await connector.conversations.updateActivity(
            address.conversation,
            activityId,
            toWire(address, activity, activityId),
            { timeout: limits.sendTimeoutMs },
          ),
        );
      }),
    openPersonalChat: (address) =>
      connect(address, async (connector) => {
        const opened = await connector.conversations.createConversation(
          {
            bot: { id: address.bot },
            members: [{ id: address.user }],
            isGroup: false,
            tenantId: address.tenant ?? undefined,
            channelData: address.tenant ? { tenant: { id: address.tenant } } : {},
          } as never,
          { timeout: limits.sendTimeoutMs },
        );
        return opened.id;
      }),
    member: (address, user) =>
      connect(address, async (connector) =>
        rosterMember.parse(
          await connector.conversations.getConversationMember(address.conversation, user, {
            timeout: limits.sendTimeoutMs,
          }),
        ),
      ),
    members: (address, next) =>
      connect(address, async (connector) => {
        const page = await connector.conversations.getConversationPagedMembers(address.conversation, {
          pageSize: limits.rosterPageSize,
          // The first page has none; the SDK leaves it out then, though its type demands one.
          continuationToken: next as string,
        });
        return {
          members: z.array(rosterMember).parse(page.members ?? []),
          next: page.continuationToken || undefined,
        };
      }),
    team: (address, teamThread) =>
      connect(address, async (_connector, context) => {
        const { aadGroupId } = await TeamsInfo.getTeamDetails(context, teamThread);
        return aadGroupId || undefined;
      }),
    async checkCredentials() {
      await token?.();
    },
  };
}

/**
 * botframework-connector 4.23.3 drops every member of an entity but `type` when it serialises: AI label, citations
 * and stream state would be lost. Its serialiser copies additional members of a model that declares them.
 */
function keepEntityMembers(): void {
  const mapper = Entity as { type: { additionalProperties?: unknown } };
  mapper.type.additionalProperties = { type: { name: "Object" } };
}

type Cloud = Pick<
  typeof AuthenticationConstants,
  | "ToChannelFromBotLoginUrl"
  | "ToChannelFromBotOAuthScope"
  | "ToBotFromChannelTokenIssuer"
  | "OAuthUrl"
  | "ToBotFromChannelOpenIdMetadataUrl"
  | "ToBotFromEmulatorOpenIdMetadataUrl"
>;

/** The US government's cloud has its own issuer and scope; it is known by the host of its signing keys. */
function cloudOf(openIdMetadataUrl: string | undefined): { readonly [name in keyof Cloud]: string } {
  const host = openIdMetadataUrl ? new URL(openIdMetadataUrl).hostname : "";
  return host.endsWith(".azure.us") ? GovernmentConstants : AuthenticationConstants;
}

function createCredentials(options: TransportOptions, cloud: { readonly [name in keyof Cloud]: string }) {
  const { app } = options;
  const cloudLogin = new URL(cloud.ToChannelFromBotLoginUrl);
  const loginUrl = options.loginUrl ?? cloudLogin.origin;
  const token =
    app &&
    createBotToken({
      loginUrl,
      directory: app.tenant ?? cloudLogin.pathname.slice(1),
      appId: app.id,
      secret: app.secret,
      scope: `${cloud.ToChannelFromBotOAuthScope}/.default`,
    });
  // A real token never travels over plain http; one that a stand-in issued may go to a stand-in.
  const mayCarryToken = (url: URL) =>
    url.protocol === "https:" || (isLoopback(url.hostname) && isLoopback(new URL(loginUrl).hostname));
  const credentials: ServiceClientCredentialsFactory = {
    isValidAppId: async (appId) => appId === app?.id,
    isAuthenticationDisabled: async () => !app,
    createCredentials: async () => ({
      async signRequest(request) {
        if (token && mayCarryToken(new URL(request.url)))
          request.headers.set("authorization", `Bearer ${await token()}`);
        return request;
      },
    }),
  };
  return { credentials, token };
}

/** The SDK says "500" or fails in `fetch` when it cannot get the signing keys: our trouble, not the sender's fault. */
function keysAreUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.name === "FetchError" || ("statusCode" in error && error.statusCode === 500);
}

const referenceTo = (address: ConversationAddress): ConversationReference => ({
  channelId: "msteams",
  serviceUrl: address.serviceUrl,
  bot: { id: address.bot, name: "" },
  user: { id: address.user, name: "" },
  conversation: {
    id: address.conversation,
    isGroup: address.conversationType !== "personal",
    conversationType: address.conversationType,
    tenantId: address.tenant ?? undefined,
    name: "",
  },
});

/** The SDK's own shape of an activity, its account and conversation filled in. */
const toWire = (address: ConversationAddress, activity: OutboundActivity, id?: string) =>
  ({
    ...activity,
    id,
    channelId: "msteams",
    serviceUrl: address.serviceUrl,
    from: { id: address.bot },
    recipient: { id: address.user },
    conversation: {
      id: address.conversation,
      conversationType: address.conversationType,
      isGroup: address.conversationType !== "personal",
      tenantId: address.tenant ?? undefined,
    },
  }) as never;

/** The SDK would try again by itself and follow redirects; a stream must know at once, and tokens stay where they go. */
function leaveRetriesToUs(connector: ConnectorClient): void {
  const { pipeline } = (
    connector as unknown as { client: { pipeline: { removePolicy(policy: { name: string }): unknown } } }
  ).client;
  pipeline.removePolicy({ name: "defaultRetryPolicy" });
  pipeline.removePolicy({ name: "redirectPolicy" });
}
