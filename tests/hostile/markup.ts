/** Pages and Markdown that attack by their structure, or hide words from people. */
import {
  exhausting,
  type HostileFile,
  ORDERS,
  read,
  refused,
  SHOWN,
  text,
  type Verdict,
} from "./hostile-file.ts";

const page = (name: string, hidden: string, ...finds: readonly string[]): HostileFile =>
  text(
    `${name}.html`,
    `<!doctype html><html><head><title>Office</title></head><body><p>${SHOWN}.</p>${hidden}<p>End.</p></body></html>`,
    read(...finds),
  );
const styled = (name: string, style: string, ...finds: readonly string[]): HostileFile =>
  page(`hidden-${name}`, `<p style="${style}">${ORDERS}</p>`, ...finds);
const ruled = (name: string, css: string, html: string, ...finds: readonly string[]): HostileFile =>
  page(`rule-${name}`, `<style>${css}</style>${html}`, ...finds);
const mark = (name: string, hidden: string, ...finds: readonly string[]): HostileFile =>
  text(`${name}.md`, `# Office\n\n${SHOWN}.\n\n${hidden}\n`, read(...finds));
const deep = (name: string, open: string, close: string, times: number, verdict: Verdict): HostileFile =>
  text(
    name,
    () => `<!doctype html><html><p>${SHOWN}</p>${open.repeat(times)}x${close.repeat(times)}</html>`,
    verdict,
  );

const GONE = "not displayed";
const SAME = "same colour as its background";
const SMALL = "too small to see";
const AWAY = "off the page";
const CUT = "cut off";
const CLEAR = "transparent";

export const markup: readonly HostileFile[] = [
  styled("display", "display: none", GONE),
  styled("display-escaped", "d\\69splay: no\\6e e ! important", GONE),
  styled("visibility", "visibility: hidden", GONE),
  styled("opacity", "opacity: .01", CLEAR),
  styled("size-zero", "font-size: 0", SMALL),
  styled("size-one", "font: 1px/1 serif", SMALL),
  styled("size-by-parts", "font-size: 10%", SMALL),
  styled("far-left", "position: absolute; left: -9999px", AWAY),
  styled("far-right", "position: fixed; left: 500em", AWAY),
  styled("indent", "text-indent: -9999px", AWAY),
  styled("moved", "transform: translateX(-2000px)", AWAY),
  styled("clip", "position:absolute; clip: rect(0, 0, 0, 0)", CUT),
  styled("clip-path", "clip-path: inset(100%)", CUT),
  styled("box", "width: 0; height: 0; overflow: hidden", CUT),
  styled("scaled", "transform: scale(0)", CUT),
  styled("white", "color: #FFF", SAME),
  styled("pale", "color: rgb(250, 250, 250)", SAME),
  styled("hsl", "color: hsl(0 0% 100%)", SAME),
  styled("clear", "color: transparent", CLEAR),
  styled("alpha", "color: rgba(0, 0, 0, 0.02)", CLEAR),
  styled("own-ground", "color: navy; background: navy", SAME),
  page(
    "ground-of-parent",
    `<div style="background-color:#003366"><p style="color:#003366">${ORDERS}</p></div>`,
    SAME,
  ),
  page("ground-of-page", `<div style="background:black"><div><p>${ORDERS}</p></div></div>`, SAME),
  page(
    "old-attributes",
    `<table bgcolor="navy"><tr><td><font color="navy">${ORDERS}</font></td><td>x</td></tr></table>`,
    SAME,
  ),
  page("hidden-attribute", `<div hidden><p>${ORDERS}</p></div>`, "hidden attribute"),
  page("comment", `<!-- ${ORDERS} -->`, "comment"),
  page("comment-in-list", `<ul><!-- ${ORDERS} --><li>x</li></ul>`, "comment"),
  page("noscript", `<noscript>${ORDERS}</noscript>`, "noscript"),
  page("template", `<template><p>${ORDERS}</p></template>`, "template"),
  page(
    "attributes",
    `<img src=x alt="${ORDERS}" title="${ORDERS}"><a href="#" title="${ORDERS}" aria-label="${ORDERS}">more</a><meta name="description" content="${ORDERS}">`,
  ),
  page(
    "drawing",
    `<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script><text>${ORDERS}</text></svg>`,
  ),
  page(
    "hidden-rows",
    `<table><tbody style="display:none"><tr><td>a</td><td>${ORDERS}</td></tr></tbody><tr><td>b</td><td>c</td></tr></table>`,
    GONE,
  ),
  ruled("class", ".x { display: none }", `<p class="a x">${ORDERS}</p>`, GONE),
  ruled("id-and-type", "p#note { color: white }", `<p id="note">${ORDERS}</p>`, SAME),
  ruled("relation", "div > .a + p { font-size: 0 }", `<div><p class="a">y</p><p>${ORDERS}</p></div>`, SMALL),
  ruled("attribute", '[data-x^="se"] { visibility: hidden }', `<p data-x="secret">${ORDERS}</p>`, GONE),
  ruled("position", "p:nth-child(2) { opacity: 0 }", `<div><p>a</p><p>${ORDERS}</p></div>`, CLEAR),
  ruled(
    "media",
    "@media screen { .x { position: absolute; left: -100in } }",
    `<p class="x">${ORDERS}</p>`,
    AWAY,
  ),
  ruled(
    "importance",
    ".x { display: none !important }",
    `<p class="x" style="color: red">${ORDERS}</p>`,
    GONE,
  ),
  text(
    "title-of-page.html",
    `<!doctype html><html><head><title>Office\u{e006f}\u{e0062}\u{e0065}\u{e0079}</title></head><body><p>${SHOWN}</p></body></html>`,
    read("invisible characters"),
  ),
  deep("deep-divs.html", "<div>", "</div>", 100_000, refused("broken")),
  deep("deep-tables.html", "<table><tr><td>", "</td></tr></table>", 3_000, refused("broken")),
  deep("deep-lists.html", "<ul><li>", "</li></ul>", 3_000, refused("broken")),
  deep("deep-formatting.html", "<b><i>", "", 2_000, refused("broken")),
  deep("misnested.html", "<a><b>", "</a>", 1_500, read()),
  text(
    "entity-declarations.html",
    `<!DOCTYPE html [<!ENTITY x "${ORDERS}">]><html><p>${SHOWN} &x;</p></html>`,
    read(),
  ),
  text(
    "many-attributes.html",
    () =>
      `<!doctype html><html><p ${Array.from({ length: 100_000 }, (_, nth) => `a${nth}=1`).join(" ")}>${SHOWN}</p></html>`,
    read(),
  ),
  text(
    "many-cells.html",
    () =>
      `<!doctype html><html><p>${SHOWN}</p><table>${"<tr><td>1</td><td>2</td></tr>".repeat(100_000)}</table></html>`,
    exhausting,
  ),
  text(
    "wide-spans.html",
    () =>
      `<!doctype html><html><p>${SHOWN}</p><table>${'<tr><td colspan="99999999">1</td><td>2</td></tr>'.repeat(2_000)}</table></html>`,
    read(),
  ),
  text(
    "many-rules.html",
    () =>
      `<!doctype html><html><style>${"a b c d e:not(f) { color: white } ".repeat(5_000)}</style><p>${SHOWN}</p>${"<p><e>x</e></p>".repeat(200)}</html>`,
    { holds: SHOWN },
  ),
  text(
    "open-comment.html",
    () => `<!doctype html><html><p>${SHOWN}</p>${"<!--".repeat(200_000)} ${ORDERS}`,
    read("comment"),
  ),
  mark("html-comment", `<!-- ${ORDERS} -->`, "comment"),
  mark("inline-comment", `We <!-- ${ORDERS} --> close at six.`, "comment"),
  mark("inline-style", `We <span style="display:none">${ORDERS}</span> close at six.`, GONE),
  mark("block-style", `<div style="display:none">\n\n${ORDERS}\n\n</div>`, GONE),
  mark("style-element", `<style>em { font-size: 0 }</style>\n\nWe *${ORDERS}* close at six.`, SMALL),
  mark("link-comment", `[//]: # (${ORDERS})`, "comment"),
  mark("link-title", `[hours](https://x.example "${ORDERS}") ![${ORDERS}](x.png "${ORDERS}")`),
  mark("info-string", `\`\`\`sh ${ORDERS}\nls\n\`\`\``),
  mark("liquid-comment", `{% comment %}${ORDERS}{% endcomment %}`, "comment"),
  text("front-matter.md", `---\ndescription: ${ORDERS}\ntitle: Office\n---\n${SHOWN}.\n`, read()),
  text("deep-quotes.md", () => `${SHOWN}\n\n${">".repeat(50_000)} x`, refused("broken")),
  text(
    "deep-list.md",
    () => `${SHOWN}\n\n${Array.from({ length: 400 }, (_, depth) => `${"  ".repeat(depth)}- x`).join("\n")}`,
    { holds: SHOWN },
  ),
  text("brackets.md", () => `${SHOWN}\n\n${"[".repeat(100_000)}`, { holds: SHOWN }),
  text("links-in-links.md", () => `${SHOWN}\n\n${"[a](".repeat(20_000)}`, { holds: SHOWN }),
  text("emphasis.md", () => "*a_".repeat(60_000), refused("too-slow")),
  text(
    "backticks.md",
    () => `${SHOWN}\n\n${Array.from({ length: 1_000 }, (_, nth) => "`".repeat(nth)).join(" ")}`,
    { holds: SHOWN },
  ),
  text("tables.md", () => `${SHOWN}\n\n|a|b|\n|-|-|\n${"|1|2|\n".repeat(50_000)}`, { holds: SHOWN }),
  text("templating.md", () => `${SHOWN}\n\n${"{% comment %}".repeat(20_000)}`, { holds: SHOWN }),
];
