import type { Definition, PhrasingContent } from "mdast";
import { linkable } from "./escape.ts";
import { type Inline, link, text } from "./rich-text.ts";

/** What inline Markdown needs to know of its document: where `[n]` leads, and the link definitions by label. */
export interface InlineContext {
  /** The address behind citation `n`, when there is one that Slack can open. */
  readonly citation: (n: number) => string | undefined;
  readonly definitions: ReadonlyMap<string, Definition>;
}

type Style = NonNullable<Inline["style"]>;

/** Inline Markdown as rich text; everything it cannot show as such stays readable as plain text. */
export function inline(
  nodes: readonly PhrasingContent[],
  context: InlineContext,
  style: Style = {},
): Inline[] {
  return nodes.flatMap((node) => inlineNode(node, context, style));
}

function inlineNode(node: PhrasingContent, context: InlineContext, style: Style): Inline[] {
  const plain = (value: string, extra: Style = {}) =>
    value ? [text(value, styled({ ...style, ...extra }))] : [];
  switch (node.type) {
    case "text":
      return withCitations(node.value, context, style);
    case "strong":
      return inline(node.children, context, { ...style, bold: true });
    case "emphasis":
      return inline(node.children, context, { ...style, italic: true });
    case "delete":
      return inline(node.children, context, { ...style, strike: true });
    case "inlineCode":
      return plain(node.value, { code: true });
    case "break":
      return plain("\n");
    case "link":
      return linked(inline(node.children, context, style), node.url, style);
    case "linkReference": {
      const definition = context.definitions.get(node.identifier);
      const shown = inline(node.children, context, style);
      return definition ? linked(shown, definition.url, style) : shown;
    }
    case "image":
      return linked(plain(node.alt || "image"), node.url, style);
    case "imageReference": {
      const definition = context.definitions.get(node.identifier);
      return definition
        ? linked(plain(node.alt || "image"), definition.url, style)
        : plain(node.alt || "image");
    }
    case "footnoteReference":
      return plain(`[^${node.label ?? node.identifier}]`);
    case "html":
      return plain(node.value);
    default:
      return [];
  }
}

/** The shown text as one link; an address that Slack may not open is written out behind it. */
function linked(shown: readonly Inline[], url: string, style: Style): Inline[] {
  const label = shown.map((piece) => piece.text ?? "").join("");
  if (linkable(url)) return [link(url, label || url, styled(style))];
  return url ? [...shown, text(` (${url})`, styled(style))] : [...shown];
}

/** Turns `[n]` into a link to the source, where the source can be opened. */
function withCitations(value: string, context: InlineContext, style: Style): Inline[] {
  return value.split(/(\[\d{1,3}\])/).flatMap((piece) => {
    if (!piece) return [];
    const n = /^\[(\d{1,3})\]$/.exec(piece)?.[1];
    const url = n === undefined ? undefined : context.citation(Number(n));
    return [url ? link(url, piece, styled(style)) : text(piece, styled(style))];
  });
}

const styled = (style: Style): Style | undefined => (Object.keys(style).length ? style : undefined);
