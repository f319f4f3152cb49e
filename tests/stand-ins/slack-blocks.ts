/** Slack's rules for blocks, as its documentation states them; kept apart from the adapter's own table on purpose. */

type Block = Record<string, unknown> & { type: string };

/** What Slack would refuse in these blocks, in words; empty when it would take them. */
export function blockProblems(blocks: readonly unknown[], surface: "message" | "modal" | "home"): string[] {
  const problems: string[] = [];
  const all = blocks as readonly Block[];
  if (all.length > (surface === "message" ? 50 : 100)) problems.push("too many blocks");
  if (all.filter(({ type }) => type === "table").length > 1) problems.push("only one table is allowed");
  if (surface === "message" && characters(all) > 13_200) problems.push("msg_blocks_too_long");
  for (const block of all) problems.push(...problemsOf(block));
  return problems;
}

function problemsOf(block: Block): string[] {
  switch (block.type) {
    case "divider":
      return [];
    case "header":
      return textProblems(block.text, 150);
    case "section":
      return textProblems(block.text, 3_000);
    case "context": {
      const elements = block.elements as Block[];
      return [
        ...(elements.length < 1 || elements.length > 10 ? ["context needs 1 to 10 elements"] : []),
        ...elements.flatMap((element) => textProblems(element, 3_000)),
      ];
    }
    case "actions": {
      const elements = block.elements as Block[];
      const ids = elements.map((element) => element.action_id);
      return [
        ...(elements.length < 1 || elements.length > 25 ? ["actions need 1 to 25 elements"] : []),
        ...(new Set(ids).size === ids.length ? [] : ["action ids repeat"]),
        ...elements.flatMap(buttonProblems),
      ];
    }
    case "context_actions": {
      const elements = block.elements as Block[];
      return elements.length < 1 || elements.length > 5 ? ["context_actions need 1 to 5 elements"] : [];
    }
    case "input":
      return textProblems(block.label, 2_000);
    case "rich_text":
      return richTextProblems(block);
    case "table":
      return tableProblems(block);
    default:
      return [`unknown block ${block.type}`];
  }
}

function textProblems(text: unknown, limit: number): string[] {
  const { type, text: value } = (text ?? {}) as { type?: string; text?: string };
  if (type !== "plain_text" && type !== "mrkdwn") return [`text of type ${type}`];
  if (!value) return ["empty text"];
  return value.length > limit ? [`text longer than ${limit}`] : [];
}

function buttonProblems(button: Block): string[] {
  const value = button.value as string | undefined;
  return [
    ...textProblems(button.text, 75),
    ...((value?.length ?? 0) > 2_000 ? ["button value longer than 2000"] : []),
  ];
}

function richTextProblems(block: Block): string[] {
  const elements = block.elements as Block[];
  if (!elements?.length) return ["empty rich text"];
  return elements.flatMap((element) => {
    const children = element.elements as Block[];
    if (!children?.length) return [`empty ${element.type}`];
    switch (element.type) {
      case "rich_text_list":
        return [
          ...((element.indent as number) > 8 ? ["indent beyond 8"] : []),
          ...children.flatMap((child) =>
            child.type === "rich_text_section" ? inlineProblems(child) : [`${child.type} in a list`],
          ),
        ];
      case "rich_text_section":
      case "rich_text_quote":
      case "rich_text_preformatted":
        return inlineProblems(element);
      default:
        return [`unknown rich text ${element.type}`];
    }
  });
}

function inlineProblems(parent: Block): string[] {
  const elements = parent.elements as Block[];
  if (!elements?.length) return [`empty ${parent.type}`];
  return elements.flatMap((element) => {
    if (element.type === "user") return [];
    if (element.type === "text") return element.text ? [] : ["empty text element"];
    if (element.type !== "link") return [`unknown inline ${element.type}`];
    const url = String(element.url);
    return /^(https?:\/\/|mailto:)\S+$/i.test(url) && url.length <= 3_000
      ? []
      : ["a link without an address"];
  });
}

function tableProblems(block: Block): string[] {
  const rows = block.rows as Block[][];
  return [
    ...(rows.length < 1 || rows.length > 100 ? ["a table needs 1 to 100 rows"] : []),
    ...(rows.some((row) => row.length < 1 || row.length > 20) ? ["a row needs 1 to 20 cells"] : []),
    ...(characters(rows) > 10_000 ? ["a table of more than 10,000 characters"] : []),
    ...rows.flat().flatMap(richTextProblems),
  ];
}

/** All text that a reader sees, and every address. */
function characters(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + characters(item), 0);
  if (typeof value !== "object" || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, item]) =>
      sum + (typeof item === "string" && (key === "text" || key === "url") ? item.length : characters(item)),
    0,
  );
}

/** Everything a reader sees in some blocks, in order. */
export function visibleText(value: unknown): string {
  if (Array.isArray(value)) return value.map(visibleText).join("");
  if (typeof value !== "object" || value === null) return "";
  return Object.entries(value)
    .map(([key, item]) => (key === "text" && typeof item === "string" ? item : visibleText(item)))
    .join("");
}
