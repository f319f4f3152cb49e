/**
 * A Slack message as a person typed it: Docent's own mention removed, other entities (`<#C1|general>`,
 * `<https://…|text>`, `<!here>`) as they are shown, escaped characters restored.
 * https://docs.slack.dev/messaging/formatting-message-text#retrieving-messages
 */
export function cleanText(text: string, botUser: string): string {
  return text
    .replaceAll(new RegExp(`<@${botUser}(\\|[^>]*)?>`, "g"), " ")
    .replaceAll(/<([^<>]+)>/g, (_, entity: string) => shown(entity))
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&")
    .replaceAll(/[^\S\n]+/g, " ")
    .trim();
}

function shown(entity: string): string {
  const bar = entity.indexOf("|");
  const target = bar < 0 ? entity : entity.slice(0, bar);
  const label = bar < 0 ? "" : entity.slice(bar + 1);
  switch (target.charAt(0)) {
    case "@":
      return `@${label || target.slice(1)}`;
    case "#":
      return `#${label || target.slice(1)}`;
    case "!":
      return label || `@${target.slice(1).replace(/^subteam\^/, "")}`;
    default:
      return label || target.replace(/^mailto:/, "");
  }
}
