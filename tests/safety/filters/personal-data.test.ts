import fc from "fast-check";
import type { Passage } from "../../../src/documents/document.ts";
import { passesLuhn, passesVerhoeff } from "../../../src/safety/filters/identity-numbers.ts";
import { personalData } from "../../../src/safety/filters/personal-data.ts";
import { checkText, redacted } from "./check-text.ts";

const kindsIn = (text: string): string[] =>
  (checkText(personalData, text).spans ?? []).map(({ kind }) => kind);
const passageWith = (text: string): Passage => ({ text }) as Passage;

describe("personal data", () => {
  test.each([
    ["email", "write to maria.jansen@contoso.com"],
    ["phone number", "call me on +41 44 668 18 00"],
    ["phone number", "my cell is (415) 555-2671"],
    ["card number", "my card is 4111 1111 1111 1111"],
    ["bank account", "pay to DE89 3704 0044 0532 0130 00 today"],
    ["US social security number", "my SSN is 460-89-9847"],
    ["UK national insurance number", "NI number AB 12 34 56 C"],
    ["Spanish identity number", "DNI 12345678Z"],
    ["Italian tax code", "codice fiscale RSSMRA85T10A562S"],
    ["German tax number", "Steuer-ID 36574261809"],
    ["French social security number", "sécurité sociale 2 55 08 14 168 025 38"],
    ["Dutch citizen service number", "BSN 111222333"],
    ["Swedish personal number", "personnummer 811228-9874"],
    ["Polish PESEL", "PESEL 44051401359"],
    ["Brazilian CPF", "CPF 529.982.247-25"],
    ["Indian Aadhaar", "Aadhaar 2341 2341 2346"],
    ["Canadian social insurance number", "SIN 130 692 544"],
    ["Australian tax file number", "TFN 123 456 782"],
    ["Finnish identity code", "131052-308T"],
    ["IP address", "she logged in from 84.23.17.201"],
    ["date of birth", "date of birth: 12 March 1984"],
    ["address", "she lives at 1742 Willow Creek Road"],
  ])("finds: %s in %s", (kind, text) => {
    expect(kindsIn(text)).toContain(kind);
  });

  test.each([
    "write to support@contoso.com",
    "see user@example.com for the form",
    "ticket 123456789 was closed on 2026-01-12",
    "version 10.4.2.17 of the app",
    "the server listens on 127.0.0.1 and 192.168.1.20",
    "card 4111 1111 1111 1112",
    "IBAN DE89 3704 0044 0532 0130 01",
    "CPF 529.982.247-26",
    "the policy of 1998-2004 covers 12,000 people",
    "room 4.12, floor 3, 25 seats",
    "call the free hotline 800-555-0199",
    "order 36574261809 shipped",
  ])("leaves alone: %s", (text) => {
    expect(kindsIn(text)).toEqual([]);
  });

  test("a contact that a readable passage shows is published; a number that identifies is flagged wherever it stands", () => {
    const passages = [passageWith("Facilities: Ana Lima, ana.lima@contoso.com, SSN 460-89-9847")];
    expect(checkText(personalData, "Ask ana.lima@contoso.com.", { passages }).flagged).toBe(false);
    expect(
      checkText(personalData, "Ask ana.lima@contoso.com.", { passages, stage: "question" }).flagged,
    ).toBe(true);
    expect(checkText(personalData, "Ask ana.silva@contoso.com.", { passages }).flagged).toBe(true);
    expect(checkText(personalData, "Her SSN is 460-89-9847.", { passages }).flagged).toBe(true);
  });

  test("an address with letters beyond ASCII is found whole", () => {
    const text = "Schreib an jörg.müller@bäckerei-köln.de.";
    expect(redacted(text, checkText(personalData, text))).toBe("Schreib an [email removed].");
  });

  const digits = (length: number) =>
    fc
      .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
      .map((list) => list.join(""));
  const completed = (body: string, passes: (value: string) => boolean): string =>
    Array.from({ length: 10 }, (_, check) => `${body}${check}`).find(passes) ?? "";

  test("every valid card and Aadhaar number is found and can be cut out", () => {
    fc.assert(
      fc.property(digits(14), (body) => {
        const card = completed(`4${body}`, passesLuhn);
        const text = `charge ${card} please`;
        expect(redacted(text, checkText(personalData, text))).toBe("charge [card number removed] please");
      }),
    );
    fc.assert(
      fc.property(digits(10), (body) => {
        const number = completed(`5${body}`, passesVerhoeff);
        const grouped = number.replace(/(\d{4})(?=\d)/g, "$1 ");
        expect(redacted(`Aadhaar ${grouped}.`, checkText(personalData, `Aadhaar ${grouped}.`))).not.toContain(
          grouped,
        );
      }),
    );
  });

  test("one wrong digit fails Luhn and Verhoeff", () => {
    fc.assert(
      fc.property(
        digits(12),
        fc.integer({ min: 0, max: 11 }),
        fc.integer({ min: 1, max: 9 }),
        (body, position, shift) => {
          for (const passes of [passesLuhn, passesVerhoeff]) {
            const valid = completed(body, passes);
            const wrong =
              valid.slice(0, position) + ((Number(valid[position]) + shift) % 10) + valid.slice(position + 1);
            expect(passes(valid)).toBe(true);
            expect(passes(wrong)).toBe(false);
          }
        },
      ),
    );
  });
});
