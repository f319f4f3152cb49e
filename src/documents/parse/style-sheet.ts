import { type CssNode, ident, parse, type Rule, type Selector, walk } from "css-tree";
import type { Element, Root } from "hast";

/** What a style says, by property; values are in lower case without comments and escapes. */
export type Declarations = ReadonlyMap<string, string>;

/** The rules that a page's own `<style>` elements give. */
export type StyleSheet = (element: Element) => Declarations;

interface ReadRule {
  readonly selector: readonly CssNode[];
  readonly specificity: number;
  readonly order: number;
  readonly declarations: readonly (readonly [property: string, value: string, isImportant: boolean])[];
}

/** Where an element stands among the elements around it. */
interface Kin {
  readonly parent: Element | undefined;
  readonly siblings: readonly Element[];
  readonly index: number;
}

const NONE: Declarations = new Map();

/** The declarations of a `style` attribute. */
export function readDeclarations(style: string): Declarations {
  const found = new Map<string, string>();
  const list = parse(style, { context: "declarationList", parseValue: false, onParseError: () => {} });
  for (const [property, value] of declarationsIn(list)) found.set(property, value);
  return found;
}

/**
 * The rules in these style sheets, as they apply to a page on a screen. Selectors by type, class, id, attribute,
 * position and relation are understood; a rule with any other one (`:hover`, `:has()`) is passed over.
 */
export function readStyleSheet(sheets: readonly string[], root: Root): StyleSheet | undefined {
  const rules = sheets.flatMap((sheet) => rulesIn(sheet)).map((rule, order) => ({ ...rule, order }));
  if (rules.length === 0) return undefined;
  const byKey = Map.groupBy(rules, ({ selector }) => keyOf(selector));
  const kin = kinIn(root);
  return (element) => {
    const keys = [
      "*",
      element.tagName,
      `#${element.properties.id}`,
      ...classesOf(element).map((name) => `.${name}`),
    ];
    const matching = keys
      .flatMap((key) => byKey.get(key) ?? [])
      .filter(({ selector }) => matches(selector, selector.length - 1, element, kin));
    if (matching.length === 0) return NONE;
    const found = new Map<string, string>();
    const important = new Map<string, string>();
    for (const { declarations } of matching.sort(
      (a, b) => a.specificity - b.specificity || a.order - b.order,
    )) {
      for (const [property, value, isImportant] of declarations)
        (isImportant ? important : found).set(property, value);
    }
    return new Map([...found, ...important]);
  };
}

function rulesIn(sheet: string): Omit<ReadRule, "order">[] {
  const found: Omit<ReadRule, "order">[] = [];
  const tree = parse(sheet, {
    parseValue: false,
    parseCustomProperty: false,
    parseAtrulePrelude: false,
    onParseError: () => {},
  });
  walk(tree, {
    visit: "Rule",
    enter(rule: Rule) {
      if (this.atrule && !isForScreens(this.atrule)) return;
      const declarations = declarationsIn(rule.block);
      if (rule.prelude.type !== "SelectorList" || declarations.length === 0) return;
      for (const selector of rule.prelude.children) {
        if (selector.type !== "Selector") continue;
        const parts = selector.children.toArray();
        found.push({ selector: parts, specificity: specificityOf(parts), declarations });
      }
    },
  });
  return found;
}

function isForScreens({
  name,
  prelude,
}: {
  readonly name: string;
  readonly prelude: CssNode | null;
}): boolean {
  if (name === "media") return !(prelude?.type === "Raw" && /^\s*(only\s+)?print\b/i.test(prelude.value));
  return name === "layer" || name === "supports" || name === "container";
}

function declarationsIn(block: CssNode): ReadRule["declarations"] {
  if (block.type !== "Block" && block.type !== "DeclarationList") return [];
  const found: [string, string, boolean][] = [];
  for (const node of block.children) {
    if (node.type !== "Declaration") continue;
    const raw = node.value.type === "Raw" ? node.value.value : "";
    // What is longer is an image written into the sheet, which hides nothing.
    if (raw.length > 1_000) continue;
    const value = ident.decode(raw.replace(/\/\*[\s\S]*?\*\//g, " ").replace(/!\s*important\s*$/i, ""));
    found.push([
      ident.decode(node.property).toLowerCase(),
      value.trim().toLowerCase(),
      node.important !== false,
    ]);
  }
  return found;
}

/** The element's own part is last; its rarest feature finds the rule again. */
function keyOf(selector: readonly CssNode[]): string {
  const own = selector.slice(selector.findLastIndex(({ type }) => type === "Combinator") + 1);
  const id = own.find((part) => part.type === "IdSelector");
  if (id) return `#${ident.decode(id.name)}`;
  const name = own.find((part) => part.type === "ClassSelector");
  if (name) return `.${ident.decode(name.name)}`;
  return own.find((part) => part.type === "TypeSelector")?.name.toLowerCase() ?? "*";
}

/** Selectors 4, section 17, as one number; nobody writes a hundred classes. */
const specificityOf = (selector: readonly CssNode[]): number =>
  selector.reduce((sum, { type }) => {
    if (type === "IdSelector") return sum + 10_000;
    if (/^(Class|Attribute|PseudoClass)Selector$/.test(type)) return sum + 100;
    return type === "TypeSelector" ? sum + 1 : sum;
  }, 0);

function kinIn(root: Root): ReadonlyMap<Element, Kin> {
  const kin = new Map<Element, Kin>();
  const stack: (Root | Element)[] = [root];
  for (let parent = stack.pop(); parent; parent = stack.pop()) {
    const siblings = (parent.children as Element["children"]).filter((child) => child.type === "element");
    for (const [index, child] of siblings.entries()) {
      kin.set(child, { parent: parent.type === "element" ? parent : undefined, siblings, index });
      stack.push(child);
    }
  }
  return kin;
}

/** Whether the parts of a selector up to `at`, read from the right, fit an element. */
function matches(
  selector: readonly CssNode[],
  at: number,
  element: Element,
  kin: ReadonlyMap<Element, Kin>,
): boolean {
  let part = at;
  for (; part >= 0 && selector[part]!.type !== "Combinator"; part--) {
    if (!fits(selector[part]!, element, kin)) return false;
  }
  if (part < 0) return true;
  const { name } = selector[part] as { name: string };
  const own = kin.get(element);
  if (name === "+" || name === "~") {
    const before = own?.siblings.slice(name === "+" ? Math.max(0, own.index - 1) : 0, own.index) ?? [];
    return before.some((sibling) => matches(selector, part - 1, sibling, kin));
  }
  for (let parent = own?.parent; parent; parent = kin.get(parent)?.parent) {
    if (matches(selector, part - 1, parent, kin)) return true;
    if (name === ">") return false;
  }
  return false;
}

function fits(part: CssNode, element: Element, kin: ReadonlyMap<Element, Kin>): boolean {
  switch (part.type) {
    case "TypeSelector":
      return part.name === "*" || part.name.toLowerCase() === element.tagName;
    case "ClassSelector":
      return classesOf(element).includes(ident.decode(part.name));
    case "IdSelector":
      return element.properties.id === ident.decode(part.name);
    case "AttributeSelector": {
      const value = element.properties[part.name.name] ?? element.properties[camelCase(part.name.name)];
      if (value === undefined || value === false || value === null) return false;
      const wanted = part.value?.type === "String" ? part.value.value : part.value?.name;
      return wanted === undefined || fitsValue(String(value), part.matcher, wanted);
    }
    case "PseudoClassSelector":
      return fitsPosition(part.name, part.children?.first ?? undefined, element, kin);
    default:
      return false;
  }
}

function fitsValue(value: string, matcher: string | null, wanted: string): boolean {
  if (matcher === "^=") return value.startsWith(wanted);
  if (matcher === "$=") return value.endsWith(wanted);
  if (matcher === "*=") return value.includes(wanted);
  return matcher === "~=" ? value.split(/[\s,]+/).includes(wanted) : value === wanted;
}

function fitsPosition(
  name: string,
  argument: CssNode | undefined,
  element: Element,
  kin: ReadonlyMap<Element, Kin>,
): boolean {
  const { siblings = [element], index = 0, parent } = kin.get(element) ?? {};
  const last = siblings.length - 1;
  switch (name.toLowerCase()) {
    case "root":
      return parent === undefined;
    case "first-child":
      return index === 0;
    case "last-child":
      return index === last;
    case "only-child":
      return last === 0;
    case "nth-child":
      return argument?.type === "Nth" && isNth(argument.nth, index + 1);
    case "nth-last-child":
      return argument?.type === "Nth" && isNth(argument.nth, last - index + 1);
    case "not":
    case "is":
    case "where": {
      if (argument?.type !== "SelectorList") return false;
      const isAny = argument.children.some((selector) => {
        const parts = (selector as Selector).children.toArray();
        return matches(parts, parts.length - 1, element, kin);
      });
      return isAny !== (name.toLowerCase() === "not");
    }
    default:
      return false;
  }
}

function isNth(nth: CssNode, place: number): boolean {
  if (nth.type === "Identifier") return place % 2 === (nth.name.toLowerCase() === "odd" ? 1 : 0);
  if (nth.type !== "AnPlusB") return false;
  const [step, start] = [Number(nth.a ?? 0), Number(nth.b ?? 0)];
  return step === 0 ? place === start : (place - start) % step === 0 && (place - start) / step >= 0;
}

const classesOf = (element: Element): string[] =>
  Array.isArray(element.properties.className) ? element.properties.className.map(String) : [];

const camelCase = (name: string): string =>
  name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
