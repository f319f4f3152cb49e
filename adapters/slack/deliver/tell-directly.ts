import { randomUUID } from "node:crypto";
import type { WebClient } from "@slack/web-api";
import { z } from "zod";
import type { Json } from "../../../src/conversation/ask.ts";
import type { DeliveryNote } from "../../../src/conversation/courier.ts";
import type { Released } from "../../../src/safety/released.ts";
import { escapeMrkdwn } from "../render/escape.ts";
import { markdownToBlocks } from "../render/markdown-to-blocks.ts";
import { intoMessages } from "../render/split.ts";
import { isUnanswered, patiently, platformError } from "../web-client.ts";
import { noUnfurls } from "./message.ts";

/** Empty when it certainly was not sent. */
const handle = z.object({
  /** It is there. */
  ts: z.string().optional(),
  /** It is about to be sent with this key in its metadata, `since` in seconds since 1970. */
  sending: z.object({ key: z.string(), since: z.string() }).optional(),
});

interface TellParts {
  readonly client: WebClient;
  readonly now: () => number;
  readonly botUser: () => Promise<string>;
}

/**
 * Writes to a person directly. Cut off between sending and remembering, it looks in the chat before it sends again;
 * where it may not look (the scope im:write is optional) it does not send again: rather never than twice.
 * @throws when Slack refuses or cannot be reached.
 */
export async function tellDirectly(
  { client, now, botUser }: TellParts,
  user: string,
  text: Released,
  note?: DeliveryNote,
): Promise<void> {
  const earlier = handle.parse(note?.handle ?? {});
  if (earlier.ts) return;
  if (earlier.sending && (await wasSent({ client, botUser }, user, earlier.sending))) return;
  const key = randomUUID();
  const remember = async (next: Json) => note?.remember(next);
  await remember({ sending: { key, since: (now() / 1_000 - 60).toFixed(6) } });
  const [blocks = []] = intoMessages(markdownToBlocks(text.text));
  try {
    const { ts } = await patiently(() =>
      client.chat.postMessage({
        channel: user,
        text: escapeMrkdwn(text.text),
        blocks,
        metadata: { event_type: "docent_notice", event_payload: { key } },
        ...noUnfurls,
      }),
    );
    await remember({ ts: ts as string });
  } catch (error) {
    if (!isUnanswered(error)) await remember({});
    throw error;
  }
}

async function wasSent(
  { client, botUser }: Pick<TellParts, "client" | "botUser">,
  user: string,
  { key, since }: { readonly key: string; readonly since: string },
): Promise<boolean> {
  try {
    const { channel } = await patiently(() => client.conversations.open({ users: user }));
    const page = await patiently(() =>
      client.conversations.history({
        channel: channel?.id ?? "",
        oldest: since,
        include_all_metadata: true,
        limit: 100,
      }),
    );
    const ownUser = await botUser();
    return (page.messages ?? []).some(({ user: author, metadata }) => {
      const payload = metadata?.event_payload as { key?: unknown } | undefined;
      return author === ownUser && metadata?.event_type === "docent_notice" && payload?.key === key;
    });
  } catch (error) {
    if (platformError(error) === "missing_scope") return true;
    throw error;
  }
}
