/**
 * Each library as its documentation sets it up first. hai-guardrails stands here with its patterns: the heuristic mode of
 * its README starts a worker from a path of the machine that built the release, and ends the process.
 */
import { createRequire } from "node:module";
import { Profanity } from "@2toad/profanity";
import vard from "@andersmyrmel/vard";
import {
  GuardrailsEngine,
  injectionGuard,
  piiGuard,
  SelectionType,
  secretGuard,
} from "@presidio-dev/hai-guardrails";
import { Redactor } from "@redactpii/node";
import { lintSource } from "@secretlint/core";
import { creator as recommended } from "@secretlint/secretlint-rule-preset-recommend";
import { Filter } from "bad-words";
import leoProfanity from "leo-profanity";
import { checkInjection } from "llm_guardrail";
import { englishDataset, englishRecommendedTransformers, RegExpMatcher } from "obscenity";

const require = createRequire(import.meta.url);
const { LLMGuard } = require("llm-guard");
const { isInputSafe, redactPII } = require("llmverify");
const { OpenRedaction } = require("openredaction");
const { SyncRedactor } = require("redact-pii");

const obscenity = new RegExpMatcher({ ...englishDataset.build(), ...englishRecommendedTransformers });
const badWords = new Filter();
const profanity = new Profanity();
const noGuards = {
  pii: false,
  profanity: false,
  jailbreak: false,
  relevance: false,
  toxicity: false,
  promptInjection: false,
};
const llmGuard = (option) => {
  const guard = new LLMGuard({ ...noGuards, [option]: true });
  return async (text) => !(await guard.validate(text)).isValid;
};
const hai = (guard) => {
  const engine = new GuardrailsEngine({ guards: [guard] });
  return (text) => engine.run([{ role: "user", content: text }]);
};
const haiInjection = hai(injectionGuard({ roles: ["user"] }, { mode: "pattern", threshold: 0.7 }));
const haiPersonal = hai(piiGuard({ selection: SelectionType.All }));
const haiSecrets = hai(secretGuard({ selection: SelectionType.All }));
const isBlocked = ({ messagesWithGuardResult }) =>
  messagesWithGuardResult.some(({ messages }) => messages.some(({ passed }) => !passed));
const redactPii = new SyncRedactor();
const redactor = new Redactor();
const openRedaction = new OpenRedaction();
const secretlintRules = {
  rules: [{ id: "@secretlint/secretlint-rule-preset-recommend", rule: recommended, options: {} }],
};

export const peers = [
  { name: "obscenity", filter: "toxicity", flags: (text) => obscenity.hasMatch(text) },
  { name: "bad-words", filter: "toxicity", flags: (text) => badWords.isProfane(text) },
  { name: "leo-profanity", filter: "toxicity", flags: (text) => leoProfanity.check(text) },
  { name: "@2toad/profanity", filter: "toxicity", flags: (text) => profanity.exists(text) },
  { name: "llm-guard, toxicity", filter: "toxicity", flags: llmGuard("toxicity") },
  { name: "@andersmyrmel/vard", filter: "injection", flags: (text) => !vard.safe(text).safe },
  { name: "llm-guard, promptInjection", filter: "injection", flags: llmGuard("promptInjection") },
  {
    name: "llm_guardrail",
    filter: "injection",
    flags: async (text) => (await checkInjection(text)).detected,
  },
  { name: "llmverify", filter: "injection", flags: (text) => !isInputSafe(text) },
  {
    name: "hai-guardrails, pattern",
    filter: "injection",
    flags: async (text) => isBlocked(await haiInjection(text)),
  },
  { name: "redact-pii", filter: "personal-data", redact: (text) => redactPii.redact(text) },
  { name: "@redactpii/node", filter: "personal-data", redact: (text) => redactor.redact(text) },
  {
    name: "openredaction",
    filter: "personal-data",
    redact: async (text) => (await openRedaction.detect(text)).redacted,
  },
  { name: "llmverify", filter: "personal-data", redact: (text) => redactPII(text).redacted },
  {
    name: "hai-guardrails",
    filter: "personal-data",
    redact: async (text) => (await haiPersonal(text)).messages[0].content,
  },
  {
    name: "secretlint, recommended",
    filter: "secrets",
    async flags(text) {
      const source = { filePath: "message.txt", content: text, contentType: "text" };
      return (await lintSource({ source, options: { config: secretlintRules } })).messages.length > 0;
    },
  },
  {
    name: "hai-guardrails",
    filter: "secrets",
    flags: async (text) => (await haiSecrets(text)).messages[0].content !== text,
  },
];
