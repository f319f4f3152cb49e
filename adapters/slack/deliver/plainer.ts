import type { types } from "@slack/bolt";
import { platformError } from "../web-client.ts";

/**
 * Sends blocks, and once more without the feedback buttons when Slack refuses them: older plans and some places
 * don't know that block yet, and an answer without a vote is better than none.
 * @throws what `send` throws.
 */
export async function orPlainer<Result>(
  blocks: readonly types.AnyBlock[],
  send: (blocks: types.AnyBlock[]) => Promise<Result>,
): Promise<Result> {
  try {
    return await send([...blocks]);
  } catch (error) {
    const plainer = blocks.filter(({ type }) => type !== "context_actions");
    if (platformError(error) !== "invalid_blocks" || plainer.length === blocks.length) throw error;
    return await send(plainer);
  }
}
