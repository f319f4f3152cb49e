/** Small makers of page elements. Text goes in as text: nothing here reads HTML. */

/**
 * An element with properties and children.
 * @param {string} name
 * @param {Record<string, unknown>} properties
 * @param {(Node | string)[]} children
 */
export function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/** A paragraph; its class says what kind. */
export const paragraph = (className, textContent) => element("p", { className, textContent });

/** "3 November 2026" in the reader's own language. */
export const day = (iso) =>
  new Intl.DateTimeFormat(undefined, { dateStyle: "long", timeZone: "UTC" }).format(new Date(iso));

/** A link to another site, which learns nothing of where it was followed from. */
export const outsideLink = (href, ...words) =>
  element("a", { href, target: "_blank", rel: "noreferrer noopener" }, ...words);
