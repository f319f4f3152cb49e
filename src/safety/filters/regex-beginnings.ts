/** What the matches of a regular expression can begin with, read from its source. */

/** Text that a match may begin with → whether it is known to go on from there (open), or anything may follow (closed). */
type Beginnings = ReadonlyMap<string, boolean>;

/** Longer beginnings tell hardly more texts apart. */
const LONGEST = 5;
/** So many beginnings are kept; where there are more they are shortened. */
const MOST = 3_000;
/** A class of more characters than these may be anything. */
const LARGEST_CLASS = 12;

const NOTHING: Beginnings = new Map([["", true]]);
const ANYTHING: Beginnings = new Map([["", false]]);

/** Every non-ASCII letter, where case is ignored: how their cases correspond is left to the expression itself. */
const OTHER_LETTER = 0x80;

/** The character by which beginnings are compared; where case is ignored, also "ſ" is an "s" and the kelvin sign a "k". */
export function foldedCode(code: number, ignoreCase: boolean): number {
  if (!ignoreCase) return code;
  if (code >= 65 && code <= 90) return code + 32;
  if (code < 128) return code;
  return code === 0x17f ? 115 : code === 0x212a ? 107 : OTHER_LETTER;
}

/**
 * Folded texts (`foldedCode`) of at most five characters with one of which every match begins; an empty one when a match
 * may begin with anything. Knows the syntax that word lists use: literals, groups, alternatives, small classes,
 * quantifiers; whatever else it meets may be anything.
 */
export function beginningsOf({ source, ignoreCase }: RegExp): readonly string[] {
  let at = 0;

  function alternatives(): Beginnings {
    let all = sequence();
    while (source[at] === "|") {
      at++;
      all = either(all, sequence());
    }
    return all;
  }

  function sequence(): Beginnings {
    let all = NOTHING;
    while (at < source.length && source[at] !== "|" && source[at] !== ")") all = then(all, quantified());
    return all;
  }

  function quantified(): Beginnings {
    const once = atom();
    const [quantifier = "", least, most] =
      /^(?:[?*+]|\{(\d+)(,?\d*)\})\??|/.exec(source.slice(at, at + 16)) ?? [];
    at += quantifier.length;
    switch (quantifier[0]) {
      case undefined:
        return once;
      case "?":
        return either(NOTHING, once);
      case "*":
        return either(NOTHING, closed(once));
      case "+":
        return then(once, either(NOTHING, closed(once)));
    }
    let all = NOTHING;
    for (let times = Math.min(Number(least), LONGEST); times > 0; times--) all = then(all, once);
    return most === "" ? all : then(all, either(NOTHING, closed(once)));
  }

  function atom(): Beginnings {
    const character = source[at++] as string;
    switch (character) {
      case "(":
        return group();
      case "[":
        return characterClass();
      case "\\":
        return escaped();
      case ".":
        return ANYTHING;
      case "^":
      case "$":
        return NOTHING;
    }
    return literal(character);
  }

  function group(): Beginnings {
    const [opening = ""] = /^\?(?:<?[=!]|:|<\w+>)|/.exec(source.slice(at, at + 40)) ?? [];
    at += opening.length;
    const inside = alternatives();
    at++;
    return /[=!]$/.test(opening) ? NOTHING : inside;
  }

  function escaped(): Beginnings {
    const letter = source[at++] as string;
    if (letter === "b" || letter === "B") return NOTHING;
    if (letter === "d") return oneOf("0123456789");
    if (letter === "n") return literal("\n");
    if (/[pP]/.test(letter)) at = source.indexOf("}", at) + 1;
    return /\w/.test(letter) ? ANYTHING : literal(letter);
  }

  function characterClass(): Beginnings {
    const [whole = "", negated, members = ""] = /^(\^?)((?:\\.|[^\]])*)\]/s.exec(source.slice(at)) ?? [];
    at += whole.length;
    if (negated || /\\\w|.-./s.test(members)) return ANYTHING;
    const characters = members.replace(/\\(.)/gs, "$1");
    return characters.length > LARGEST_CLASS ? ANYTHING : oneOf(characters);
  }

  const literal = (character: string): Beginnings =>
    /[\ud800-\udfff]/.test(character)
      ? ANYTHING
      : new Map([[String.fromCharCode(foldedCode(character.charCodeAt(0), ignoreCase)), true]]);
  const oneOf = (characters: string): Beginnings =>
    new Map(characters.split("").flatMap((character) => [...literal(character)]));

  return [...alternatives().keys()];
}

/** Both; what is closed on one side is closed. */
function either(one: Beginnings, other: Beginnings): Beginnings {
  const all = new Map(one);
  for (const [text, open] of other) all.set(text, open && (all.get(text) ?? true));
  return within(all);
}

function then(one: Beginnings, next: Beginnings): Beginnings {
  const all = new Map<string, boolean>();
  for (const [text, open] of one) {
    if (!open || text.length >= LONGEST) all.set(text, false);
    else
      for (const [more, opens] of next) {
        const longer = (text + more).slice(0, LONGEST);
        all.set(longer, opens && longer.length < LONGEST && (all.get(longer) ?? true));
      }
  }
  return within(all);
}

const closed = (all: Beginnings): Beginnings => new Map([...all.keys()].map((text) => [text, false]));

/** The same with as many characters less as it takes. */
function within(all: Map<string, boolean>): Beginnings {
  if (all.size <= MOST) return all;
  const longest = Math.max(...Array.from(all.keys(), (text) => text.length));
  const shorter = new Map<string, boolean>();
  for (const [text, open] of all) {
    const start = text.slice(0, longest - 1);
    shorter.set(start, open && start === text && (shorter.get(start) ?? true));
  }
  return within(shorter);
}
