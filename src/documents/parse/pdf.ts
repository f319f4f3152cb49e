import { getDocumentProxy } from "unpdf";
import type { ParsedDocument } from "../document.ts";
import { createOutline, type Outline } from "./outline.ts";
import { type Line, linesOf, type TextItem } from "./pdf-lines.ts";
import { readDrawing } from "./pdf-operators.ts";
import { structure, withoutRunningLines } from "./pdf-structure.ts";
import { withoutHiddenText } from "./pdf-visibility.ts";
import { UnreadableDocument } from "./unreadable.ts";
import { processorMs } from "./watch-reader.ts";

/** The longest manuals of workplaces have some 2,000 pages. */
const MAX_PAGES = 5_000;
/** Processor time for pages, in milliseconds; some 500 pages. What comes after is left to another file. */
const READING_MS = 5_500;

/**
 * A PDF page by page: headings by their type size or face, paragraphs and lists by their spacing, simple tables,
 * without running headers and footers. Letters that nobody sees and comments are reported, not read.
 */
export async function parsePdf(path: string, bytes: Uint8Array): Promise<ParsedDocument> {
  const outline = createOutline();
  const { pages, count, metaTitle } = await readPages(bytes, outline);
  if (pages.every((lines) => lines.length === 0)) {
    throw new UnreadableDocument(
      "no-text",
      outline.hidden.length > 0
        ? "all its text is hidden: make it visible, or delete the file"
        : "its pages hold pictures but no text: run text recognition (OCR) on it",
    );
  }
  const printedTitle = structure(bodyOf(pages), outline);
  const title = outline.title(path, humanTitle(metaTitle), printedTitle);
  const unread =
    pages.length < count
      ? [`pages ${pages.length + 1} to ${count}, which take longer than a file may: split it`]
      : [];
  return { title, blocks: outline.under(title), hidden: outline.hidden, unread };
}

/** Where every line is one that repeats, as on labels, they are no headers. */
function bodyOf(pages: readonly Line[][]): readonly Line[][] {
  const body = withoutRunningLines(pages);
  return body.some((lines) => lines.length > 0) ? body : pages;
}

async function readPages(
  bytes: Uint8Array,
  outline: Outline,
): Promise<{ pages: Line[][]; count: number; metaTitle?: string }> {
  // Pictures are not decoded: nothing in them is read.
  const pdf = await getDocumentProxy(bytes, { verbosity: 0, maxImageSize: 1 }).catch((error: unknown) => {
    throw unreadable(error);
  });
  try {
    if (pdf.numPages > MAX_PAGES) {
      throw new UnreadableDocument(
        "too-large",
        `it has ${pdf.numPages} pages: split it into parts of ${MAX_PAGES}`,
      );
    }
    const layers = await pdf.getOptionalContentConfig();
    const pages: Line[][] = [];
    const begun = processorMs();
    for (let number = 1; number <= pdf.numPages && processorMs() - begun < READING_MS; number++) {
      const page = await pdf.getPage(number);
      outline.at({ page: number });
      const { items } = await page.getTextContent({ includeMarkedContent: true });
      const levels = headingLevels(await page.getStructTree());
      const operators = await page.getOperatorList({ annotationMode: NO_ANNOTATIONS });
      const view = page.view as [number, number, number, number];
      const drawing = await readDrawing(operators, view, (group) => layers.isVisible(group as object));
      pages.push(linesOf(withoutHiddenText(textItems(items, levels), drawing, view, outline), number));
      for (const { contentsObj } of await page.getAnnotations())
        outline.hide("comment", String(contentsObj?.str ?? ""));
      page.cleanup();
    }
    outline.at({});
    const { info } = await pdf.getMetadata();
    const { Title } = info as { Title?: unknown };
    return { pages, count: pdf.numPages, metaTitle: typeof Title === "string" ? Title : undefined };
  } catch (error) {
    throw error instanceof UnreadableDocument ? error : unreadable(error);
  } finally {
    await pdf.loadingTask.destroy();
  }
}

/** pdf.js' AnnotationMode.DISABLE: notes and form fields are no part of a page's own text. */
const NO_ANNOTATIONS = 0;

/** pdf.js gives a page's logical structure as a tree whose leaves name marked content. */
interface StructureNode {
  readonly role?: string;
  readonly id?: string;
  readonly children?: readonly StructureNode[];
}

/** For each piece of marked content inside a heading its level (ISO 32000-2, 14.8.4.3: H, H1 to H6, Title). */
function headingLevels(tree: StructureNode | null): Map<string, number> {
  const levels = new Map<string, number>();
  const stack: { node: StructureNode; level: number }[] = tree ? [{ node: tree, level: 0 }] : [];
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { node } = next;
    const [, digit] = /^H([1-6])?$/.exec(node.role ?? "") ?? [];
    const level = /^(H[1-6]?|Title)$/.test(node.role ?? "") ? Number(digit ?? 1) : next.level;
    if (node.id && level > 0) levels.set(node.id, level);
    for (const child of node.children ?? []) stack.push({ node: child, level });
  }
  return levels;
}

/** The text among a page's items, each with the heading level of the marked content around it. */
function textItems(items: readonly object[], levels: ReadonlyMap<string, number>): TextItem[] {
  const around: (number | undefined)[] = [];
  const found: TextItem[] = [];
  for (const item of items as readonly (TextItem & { type?: string; id?: string })[]) {
    if (item.type === "endMarkedContent") around.pop();
    else if (item.type) around.push(levels.get(item.id ?? "") ?? around.at(-1));
    else found.push({ ...item, level: around.at(-1) });
  }
  return found;
}

function unreadable(error: unknown): UnreadableDocument {
  const name = error instanceof Error ? error.name : "";
  if (name === "PasswordException") {
    return new UnreadableDocument("encrypted", "it needs a password: save it without one", { cause: error });
  }
  const detail = error instanceof Error ? error.message.replace(/\.$/, "") : String(error);
  return new UnreadableDocument("broken", `the PDF is damaged (${detail}): export it again`, {
    cause: error,
  });
}

/** Programs fill the title property with file and template names; those are no titles. */
function humanTitle(title: string | undefined): string | undefined {
  const words = title?.replace(/^Microsoft (Word|PowerPoint|Excel) - /, "").trim() ?? "";
  const isMachine =
    /\.(docx?|pdf|pptx?|xlsx?|indd|tex|rtf|odt|html?)$|^(untitled|document\s*\d*|\(anonymous\))$|_/i.test(
      words,
    );
  return words.length < 3 || isMachine ? undefined : words;
}
