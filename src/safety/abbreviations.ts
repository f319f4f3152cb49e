/**
 * Words whose full stop may not end a sentence, of eight languages in one list: a draft that streams in has not yet
 * said which language it is in. One in small letters is known in any case; one with a capital only as it is written,
 * because the word in small letters is a word of some language ("on", "fr", "do").
 */

const wordList = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** More of the sentence follows, whatever that is. Those of several letters are written without their spaces. */
const LEADING = wordList(`
  mr mrs ms messrs dr prof Hon capt lt sgt cmdr Rev Gen Col Sen Rep Gov St Mt Ft Maj vs dept viz e.g i.e eg cf
  z.b d.h u.a i.d.r u.u z.t m.e bzw mio mrd tsd ca evtl ggf inkl exkl zzgl vgl sog bspw insb insbes bzgl Hr Hrn Fr Fam Dipl Abt
  med jur rer nat habil h.c
  mme mmes mlle mlles mm Me Mgr Pr Cdt Sté Ets Ste p.ex éd éds bd boul
  sr sra srs sres srta dra dña ud uds vd vds lic Ing Arq gral avda dpto depto p.ej ee excmo excma exmo exma Mtro
  sig sigg dott Avv Geom Rag Arch On Egr Spett Gent Mons cfr ades p.es
  profa Eng exa d.ª
  dhr mevr mw drs ir jhr bijv bv d.w.z o.a m.b.t i.v.m t.a.v t.o.v i.s.m n.a.v i.p.v m.n c.q evt fam afd
  t.ex bl.a d.v.s dvs f.d s.k p.g.a fr.o.m t.o.m m.a.o jfr enl kungl avd resp incl excl`);

/** A number follows: pages, articles, telephones, amounts, days. */
const COUNTING = wordList(`
  no nos nr nrs nº p pp pg par para paras sec sect art arts artt abs abschn fig figs abb tab eq vol vols ch chap chaps
  cap caps kap hfst ziff núm num n nn bl s sid kl lett rz rdnr anm ext rm § al bil bijl tel tél tfno fax pag pagg pág págs blz d.lgs
  approx rd env aprox max min máx mín mind
  jan feb mär mrz apr jun jul aug sep sept okt oct nov dez dec janv févr febr avr juil déc gen febb mag giu lug ago set
  ott dic ene abr fev dez Mar Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun Mo Di Mi Do Fr Sa So`);

/** "Lindenstr. 4" */
const STREET = /\p{L}{2}str$/u;

/** Ends a sentence only before a word that begins many. */
const EITHER = wordList(
  "u.s u.k e.u u.n ee.uu a.m p.m a.c d.c j.c e.v ph.d m.sc b.sc m.a b.a jr Sr Co cia cía av",
);

/** Words that begin sentences, none of them part of a name. */
const STARTERS = wordList(`
  the that this these those it its they he she we you there here if in when where after before but and for please
  das der die es sie wir ihr ein eine im bei wer wenn dort hier danach dann beide bitte für auch then
  il elle ils elles nous vous ce cette ces dans si on un une le les
  puis ensuite él ella el luego después ellos esta este esto se si en hay una nosotros
  è poi dopo la lo gli i nel una
  o os um uma depois nós você isso este esta no na
  de het een hij zij wij je dat dit deze er daarna toen in
  det den vi ni han hon en ett sedan därefter i här där`);
/** Of those, parts of names such as "J. La Rue". */
const PARTICLES = wordList("de der el la le les lo los in i o os un una een den en e no na an se si");

/** What stands before an ordinal in German, and what often follows one in German or Dutch. */
const BEFORE_ORDINAL = /(?:^|[^\p{L}])(?:der|die|das|dem|den|des|im|am|zum|zur|vom|beim|ab|seit)\s+$/iu;
const AFTER_ORDINAL =
  /^(?:januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember|quartal|halbjahr|jahrhundert|januari|februari|maart|mei|augustus|maj)$/iu;

/** What a word before a full stop says about it. `starter` and `ordinal` depend on the word that follows. */
export type Abbreviation = "leading" | "counting" | "either" | "none";

/** By abbreviation what it says; the first list that has it counts. */
const KNOWN = new Map(
  (
    [
      ["counting", COUNTING],
      ["either", EITHER],
      ["leading", LEADING],
    ] as const
  ).flatMap(([kind, list]) => Array.from(list, (word) => [word, kind] as const)),
);
/** Most words before a full stop are longer than any abbreviation in one word, and need no look. */
const LONGEST_KNOWN = Math.max(...Array.from(KNOWN.keys(), (word) => word.length));
const RANK: Readonly<Record<Abbreviation, number>> = { leading: 3, either: 2, counting: 1, none: 0 };

/** @param compound the word with the abbreviated ones before it, without spaces: "z.B", "S.p.A", "Dr.h.c" */
export function abbreviationOf(compound: string): Abbreviation {
  let found: Abbreviation = "none";
  for (let at = 0; ; at++) {
    if (compound.length - at <= LONGEST_KNOWN) {
      const form = compound.slice(at);
      for (const kind of [KNOWN.get(form), KNOWN.get(form.toLowerCase())])
        if (kind !== undefined && RANK[kind] > RANK[found]) found = kind;
    }
    at = compound.indexOf(".", at);
    if (at < 0) break;
  }
  return found === "none" && STREET.test(compound) ? "counting" : found;
}

/** Whether a word begins sentences; behind an initial it must not be part of a name either. */
export const isStarter = (word: string, behindInitial = false): boolean =>
  STARTERS.has(word.toLowerCase()) && !(behindInitial && PARTICLES.has(word.toLowerCase()));

/** Whether "3." between these is an ordinal: "am 3. Mai", "der 1. Vorsitzende". */
export const isOrdinal = (before: string, next: string): boolean =>
  AFTER_ORDINAL.test(next) || (BEFORE_ORDINAL.test(before) && !isStarter(next));
