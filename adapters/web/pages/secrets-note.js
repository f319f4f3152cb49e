/** Says which secrets are masked in a document, so that whoever looks after it can take them out. */
import { element } from "./elements.js";

/**
 * @param view what GET /api/documents/<id> gave
 * @returns nothing, or a separator and the note
 */
export const secretsNote = ({ secrets }) =>
  secrets
    ? [" · ", element("span", { className: "secrets", textContent: `Secrets masked here: ${secrets}` })]
    : [];
