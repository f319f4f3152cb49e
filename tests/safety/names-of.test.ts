import { namesOf } from "../../src/safety/names-of.ts";

test.each([
  ["a capital inside a sentence is a name", "The plan of Northwind pays for glasses.", ["northwind"]],
  [
    "a first name counts where it begins the sentence",
    "Maria Keller approves every trip abroad.",
    ["maria", "keller"],
  ],
  ["one capital at the beginning says nothing", "Travel is booked by the travel office.", []],
  ["nor does one behind a mark", 'It says: "Travel is booked (Trains as well)." Ask. Or don\'t.', []],
  [
    "letters with accents have capitals as well",
    "we asked Élise and Ørsted about it today",
    ["elis", "orst"],
  ],
  [
    "both halves of a name with a hyphen are names",
    "all of it goes to Anna-Lena in the morning",
    ["anna", "lena"],
  ],
  ["stop words and numbers are no names", "we told The Two people about it and they left", []],
  ["where capitals are everywhere they say nothing", "Die Reise bucht das Büro der Firma.", []],
  ["a letter beyond the first plane is one letter", "they met 𝐀nna and then went home again", ["anna"]],
])("%s", (_, text, names) => {
  expect(Array.from(namesOf(text)).sort()).toEqual([...names].sort());
});
