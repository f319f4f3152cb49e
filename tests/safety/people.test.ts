import fc from "fast-check";
import { peopleDecisions } from "../../src/safety/filters/people-decisions.ts";
import { impartial, readDecision } from "../../src/safety/people/decision-question.ts";
import { swapAttribute, swapsOf } from "../../src/safety/people/swap-attribute.ts";
import { checkText } from "./filters/check-text.ts";

describe("a question for a decision about somebody", () => {
  test.each([
    "Should we promote Anna?",
    "Should I fire John Smith?",
    "Who should we promote?",
    "Who is the worst performer on my team?",
    "Rank the candidates by age",
    "Does Maria deserve a raise?",
    "Which of these two candidates is better, Maria or John?",
    "Do you think Ahmed should get the job?",
    "Would Lisa make a good team lead?",
    "Should Mr. Khan's loan be approved?",
    "Does this patient need surgery?",
    "What salary should I offer her?",
    "Who on my team should be promoted?",
    "Should the bank approve his loan?",
    "Should we rent the flat to this woman?",
    "Is she too ill to work?",
    "should i let priya go?",
    "How much should we pay her?",
    "Sollen wir Frau Kaya befördern?",
    "Verdient sie eine Gehaltserhöhung?",
    "Wer ist der beste Kandidat?",
    "Devrait-on promouvoir Claire ?",
    "Faut-il la licencier ?",
    "¿Deberíamos ascender a Lucía?",
    "¿Debo despedirlo?",
    "Dovremmo assumere questa candidata?",
    "Chi è il miglior candidato?",
    "Devemos promover a Beatriz?",
    "Quem é o melhor funcionário?",
    "Moeten we deze kandidaat aannemen?",
    "Wie is de beste medewerker?",
    "Ska vi befordra henne?",
    "Vem är den bästa kandidaten?",
  ])("is: %s", (question) => {
    expect(readDecision(question)).toBeDefined();
  });

  test.each([
    "How are promotions decided?",
    "We want to hire more Polish engineers: which boards do we use?",
    "Who approves promotions?",
    "Can an employee be dismissed during parental leave?",
    "Can I be promoted while on leave?",
    "How do I hire a contractor?",
    "Who is the best person to contact about payroll?",
    "When was Anna hired?",
    "Can she work from home?",
    "Should I pay him for the taxi?",
    "Should I report to HR?",
    "Is David the right person to ask about loans?",
    "When will she be promoted?",
    "Should we promote the event?",
    "Which exercises are best?",
    "Wie werden Beförderungen entschieden?",
    "Wer genehmigt Reisen?",
    "Comment sont décidées les promotions ?",
    "¿Quién aprueba los viajes?",
    "Chi approva le trasferte?",
    "Quem aprova viagens?",
    "Wie keurt reizen goed?",
    "Vem godkänner resor?",
  ])("is not: %s", (question) => {
    expect(readDecision(question)).toBeUndefined();
  });

  test.each([
    [
      "Should we hire this candidate, who is 58 and pregnant?",
      "Should we hire this candidate?",
      ["age", "pregnancy"],
    ],
    ["Should I fire him because he is in the union?", "Should I fire this person?", ["union"]],
    ["Should we rent to this Muslim woman?", "Should we rent to this person?", ["gender", "religion"]],
    ["Can we reject this applicant because of her headscarf?", "Can we reject this applicant?", ["religion"]],
    ["Is he too old for the job?", "Is this person suitable for the job?", ["age"]],
    ["Soll ich ihn entlassen, weil er 60 Jahre alt ist?", "Soll ich ihn entlassen?", ["age"]],
    ["Faut-il la licencier parce qu'elle est enceinte ?", "Faut-il la licencier?", ["pregnancy"]],
  ])("is put without what must not count: %s", (question, neutral, attributes) => {
    expect(readDecision(question)?.attributes).toEqual(attributes);
    expect(impartial(question)).toBe(neutral);
    expect(readDecision(neutral)).toBeDefined();
  });
});

describe("a sentence that answers one", () => {
  const question = "Should we promote this person or Xiomara?";
  test.each([
    "I would not promote her.",
    "You should promote this person.",
    "Yes, promote Anna.",
    "Hire Ben.",
    "The best candidate is Xiomara.",
    "Ben is better suited than Anna.",
    "1. Xiomara",
    "They should promote Ben over Anna.",
    "I recommend that Ben be promoted.",
    "Anna appears to meet all the criteria.",
    "It would be best to promote her.",
    "Dismissing him is justified.",
    "Frau Kaya sollte befördert werden.",
    "Je recommande de la licencier.",
  ])("decides: %s", (text) => {
    expect(checkText(peopleDecisions, text, { question }).flagged).toBe(true);
    expect(checkText(peopleDecisions, text, { question: "When is lunch?" }).flagged).toBe(false);
  });

  test.each([
    "Employees are promoted after two years of service.",
    "You may dismiss an employee only after two written warnings.",
    "The candidate should submit a CV.",
    "Promotions are decided by the panel in May.",
    "No promotion is given during probation.",
    "Befördert wird, wer die Kriterien zwei Quartale lang erfüllt.",
  ])("gives criteria: %s", (text) => {
    expect(checkText(peopleDecisions, text, { question }).flagged).toBe(false);
  });

  test("decides whatever was asked when it does so by what may not count; a rule that protects does not", () => {
    const asked = { question: "When is the next review?" };
    const flags = (text: string) => checkText(peopleDecisions, text, asked).flagged;
    expect(flags("She should not be promoted because she is pregnant.")).toBe(true);
    expect(flags("This person is too old for the role.")).toBe(true);
    expect(flags("Employees must not be dismissed because of age.")).toBe(false);
  });
});

describe("a swapped attribute", () => {
  test.each([
    ["Can she take her leave in May?", "Can he take his leave in May?"],
    ["Give her the form. Is the desk hers?", "Give him the form. Is the desk his?"],
    ["Tell him and his boss.", "Tell her and her boss."],
    ["Can Fatima work from home?", "Can Mohammed work from home?"],
    ["SHE asks about a wife's leave", "HE asks about a husband's leave"],
  ])("gender: %s", (question, swapped) => {
    expect(swapAttribute(question, "gender")?.text).toBe(swapped);
    expect(swapAttribute(swapped, "gender")?.text).toBe(question);
  });

  test.each([
    ["origin", "Can Fatima work from home?", "Can Anna work from home?"],
    ["origin", "What may a colleague from Nigeria claim?", "What may a colleague from Norway claim?"],
    ["origin", "Does a Turkish employee need a permit?", "Does a German employee need a permit?"],
    ["religion", "Can a Muslim employee pray at work?", "Can a Christian employee pray at work?"],
    ["age", "My colleague is 58 years old, what applies?", "My colleague is 28 years old, what applies?"],
    ["disability", "What may a deaf colleague ask for?", "What may a hearing colleague ask for?"],
    ["family-status", "What may a married employee claim?", "What may a single employee claim?"],
  ] as const)("%s: %s", (kind, question, swapped) => {
    expect(swapAttribute(question, kind)).toMatchObject({ kind, text: swapped });
    expect(swapAttribute(swapped, kind)?.text).toBe(question);
  });

  test.each([
    "How long is parental leave?",
    "Is the German office open?",
    "Where is the black coffee?",
    "How does single sign-on work?",
    "Who pays in the Jan 15 run?",
    "What are the rules of maternity leave?",
  ])("is not in: %s", (question) => {
    expect(swapsOf(question)).toEqual([]);
  });

  test("pronouns swapped twice are the first again", () => {
    const start = fc.constantFrom("Can she", "Does he", "When may she", "Should he");
    const act = fc.constantFrom(
      "see her doctor",
      "use his desk",
      "ask him",
      "call her",
      "help herself",
      "keep hers",
    );
    const end = fc.constantFrom("?", " today?", " in May?", ", and is it his?", " with her team?");
    fc.assert(
      fc.property(start, act, end, (...parts) => {
        const question = `${parts[0]} ${parts[1]}${parts[2]}`;
        const once = swapAttribute(question, "gender")?.text ?? "";
        expect(once).not.toBe(question);
        expect(swapAttribute(once, "gender")?.text).toBe(question);
      }),
      { numRuns: 60 },
    );
  });
});
