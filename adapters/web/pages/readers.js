/** "Ask as": who asks and where, so that permissions can be seen. In local mode only; elsewhere one is who one is. */
import { element } from "./elements.js";

const bar = document.getElementById("as");
const person = document.getElementById("person");
const channel = document.getElementById("channel");
let channels = [];

/** Offers the people and channels that GET /api/session names; a choice that is still there stays chosen. */
export function offerReaders(session) {
  if (session.mode !== "local") return;
  const chosen = person.value || session.asker;
  channels = session.channels;
  person.replaceChildren(
    ...session.people.map(({ id, name, title }) =>
      element("option", { value: id, textContent: title ? `${name} · ${title}` : name }),
    ),
  );
  person.value = chosen;
  offerChannels();
  bar.hidden = false;
}

/** Those that the person is in, and asking privately. */
function offerChannels() {
  const chosen = channel.value;
  const open = channels.filter(({ members }) => members.includes(person.value));
  channel.replaceChildren(
    element("option", { value: "", textContent: "privately" }),
    ...open.map(({ id, name }) => element("option", { value: id, textContent: `in ${name}` })),
  );
  if (open.some(({ id }) => id === chosen)) channel.value = chosen;
}

/** Tells when another reader is chosen. */
export function onOtherReader(changed) {
  person.addEventListener("change", () => {
    offerChannels();
    changed();
  });
  channel.addEventListener("change", changed);
}

/** Who asks, as the API wants it. */
export const readers = () =>
  bar.hidden ? {} : { person: person.value, ...(channel.value && { channel: channel.value }) };

/** The same in words: "Sam Okafor, in #general". Empty where nobody can be chosen. */
export const readersInWords = () =>
  bar.hidden
    ? ""
    : `${person.selectedOptions[0].textContent.split(" · ")[0]}, ${channel.selectedOptions[0].textContent}`;
