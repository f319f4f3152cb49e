import { slackLimits } from "../limits.ts";

/** Text for Slack's own markup (mrkdwn): the three characters that start an entity or a mention lose their meaning. */
export const escapeMrkdwn = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** An address that Slack may link to: the web and mail only, and no longer than Slack takes. */
export function linkable(uri: string): boolean {
  return /^(https?:\/\/|mailto:)\S+$/i.test(uri) && uri.length <= slackLimits.urlCharacters;
}
