#!/usr/bin/env node
/** `docent <command>`: every command with its arguments; what they do stands in commands/. */
import { Command, CommanderError, InvalidArgumentError } from "commander";
import { ScopeError } from "./access/scopes.ts";
import { auditCommands } from "./commands/audit.ts";
import { UsageError } from "./commands/usage-error.ts";
import { ConfigError, readSettings, secretsOf } from "./config.ts";
import { explain } from "./operations/log.ts";
import { maskSecrets } from "./operations/mask-secrets.ts";

const number = (text: string): number => {
  const value = Number(text);
  if (!Number.isFinite(value)) throw new InvalidArgumentError("Give a number.");
  return value;
};

const collect = (value: string, earlier: readonly string[] = []): readonly string[] => [...earlier, value];

/** Each command loads only what it needs: `docent settings` opens no database. */
const docent = new Command("docent")
  .description("Ask your workplace's documents: cited answers, checked before anyone sees them.")
  .exitOverride()
  .configureOutput({
    outputError(text, write) {
      const line = text
        .replace(/^error: /, "")
        .trim()
        .replace(/\s*\n\s*/g, " ");
      write(
        `${line.charAt(0).toUpperCase()}${line.slice(1)}${/[.)]$/.test(line) ? "" : "."} Run docent --help.\n`,
      );
    },
  });

docent
  .command("serve")
  .description("answer in the browser, Slack and Teams (npm start)")
  .action(async () => {
    process.exitCode = await (await import("./commands/serve.ts")).serve();
  });

docent
  .command("index <path>")
  .description("bring the index in step with a folder, a file or a bucket (gs://bucket/folder)")
  .option("--scope <scope>", "who may read: org, channel:…, person:… or group:…; may be repeated", collect)
  .option("--check-content", "read every file, also those whose size and time have not changed")
  .option("--json", "print one JSON object")
  .action(async (path, options) => {
    process.exitCode = await (await import("./commands/documents.ts")).indexCommand(path, options);
  });

docent
  .command("ask <question>")
  .description("ask one question")
  .option("--as <person>", "who asks")
  .option("--in <channel>", "where: everybody in the channel reads the answer")
  .option("--json", "print one JSON object")
  .action(async (question, options) => (await import("./commands/ask.ts")).askCommand(question, options));

docent
  .command("sources")
  .description("what is indexed, how fresh, and what failed and why")
  .option("--json", "print one JSON object")
  .action(async (options) => (await import("./commands/documents.ts")).sourcesCommand(options));

docent
  .command("forget <document>")
  .description(
    "remove a document by its id or path, with a certificate; it stays out until its content changes",
  )
  .option("--by <name>", "who asks for it, as the certificate says; the user of this machine without it")
  .option("--json", "print one JSON object")
  .action(async (document, options) => {
    process.exitCode = await (await import("./commands/forget.ts")).forgetCommand(document, options);
  });

docent
  .command("erase <person>")
  .description("erase a person: questions, replies, opinions, files of their own; with a certificate")
  .option("--by <name>", "who asks for it, as the certificate says; the user of this machine without it")
  .option("--json", "print one JSON object")
  .action(async (person, options) => {
    process.exitCode = await (await import("./commands/forget.ts")).eraseCommand(person, options);
  });

docent
  .command("certificates [id]")
  .description("what was forgotten and erased on request; one certificate as a whole")
  .option("--json", "print one JSON object")
  .action(async (id, options) => (await import("./commands/forget.ts")).certificatesCommand(id, options));

const evaluate = docent.command("evaluate").description("measure retrieval or a filter");
evaluate
  .command("retrieval <folder>")
  .description("nDCG@10, recall@20 and MRR@10 on a folder in BEIR layout")
  .option("--keep <folder>", "where the index and its vectors stay, so that the next run embeds nothing anew")
  .option("--typos <share>", "mistype this share of the questions' words, 0 to 1", number)
  .option("--seed <number>", "which words, and how", number)
  .option("--json", "print one JSON object")
  .action(async (folder, options) =>
    (await import("./commands/evaluate.ts")).retrievalCommand(folder, options),
  );
evaluate
  .command("answerability <folder>")
  .description("whether a folder in BEIR layout knows what it does not say: AUC, rates and the trade-off")
  .option("--against <folder...>", "folders whose questions it cannot answer")
  .option("--threshold <score>", "the threshold to judge, 0 to 1", number)
  .option("--json", "print one JSON object")
  .action(async (folder, options) =>
    (await import("./commands/evaluate.ts")).answerabilityCommand(folder, options),
  );
evaluate
  .command("filters <file>")
  .description("precision, recall and AUC of a filter on a JSONL file of {text, label}")
  .requiredOption("--filter <name>", "which filter")
  .option("--threshold <score>", "flag from this score on, 0 to 1; compared with the one in force", number)
  .option("--curve", "the figures at every threshold from 0.05 to 0.95")
  .option("--scores <file>", "write every score to this JSONL file")
  .option("--json", "print one JSON object")
  .action(async (file, options) => (await import("./commands/evaluate.ts")).filtersCommand(file, options));

auditCommands(docent, number);

const review = docent.command("review").description("what people report and appeal");
review
  .command("list")
  .description("what is to be decided, oldest first")
  .option("--decided", "what was decided, latest first")
  .option("--json", "print one JSON object")
  .action(async (options) => (await import("./commands/review.ts")).listCommand(options));
review
  .command("decide <report> <decision>")
  .description("filter-right, filter-wrong, biased, mistaken or nothing-wrong; who reported it is told")
  .option("--filter <name>", "the filter it is about, where several held something back")
  .option("--note <text>", "why, for other reviewers")
  .option("--by <name>", "who decides; the user of this machine without it")
  .option("--json", "print one JSON object")
  .action(async (report, decision, options) =>
    (await import("./commands/review.ts")).decideCommand(report, decision, options),
  );
review
  .command("export <file>")
  .description("decisions as labelled rows (JSONL) for docent evaluate filters")
  .option("--json", "print one JSON object")
  .action(async (file, options) => (await import("./commands/review.ts")).exportCommand(file, options));

docent
  .command("policy [file]")
  .description("the rules that answers are checked by, or those of a policy file to be checked")
  .option("--json", "print one JSON object")
  .action(async (file, options) => (await import("./commands/policy.ts")).policyCommand(file, options));

docent
  .command("tune")
  .description("find settings on questions of yours")
  .command("fusion <folder>")
  .description("what the vectors of DOCENT_EMBEDDINGS should count beside words, on a folder in BEIR layout")
  .option("--keep <folder>", "where the vectors stay, so that the next run embeds nothing anew")
  .option("--json", "print one JSON object")
  .action(async (folder, options) => (await import("./commands/tune.ts")).fusionCommand(folder, options));

const manifest = docent.command("manifest").description("app packages for the platforms");
manifest
  .command("teams")
  .description("pack the Teams app from the settings")
  .option("--out <file>", "where to write it", "docent-teams.zip")
  .option("--json", "print one JSON object")
  .action(async (options) => (await import("./commands/manifest.ts")).teamsManifestCommand(options));

manifest
  .command("slack")
  .description("print the Slack app manifest for these settings")
  .action(async () => (await import("./commands/manifest.ts")).slackManifestCommand());

const pinecone = docent.command("pinecone").description("the index in Pinecone");
pinecone
  .command("create")
  .description("make the index that PINECONE_INDEX names")
  .option("--cloud <cloud>", "gcp, aws or azure", "gcp")
  .option("--region <region>", "where, as the cloud names it", "us-central1")
  .option(
    "--dimension <length>",
    "the length of the embedding model's vectors; without it words alone",
    number,
  )
  .option("--json", "print one JSON object")
  .action(async (options) => (await import("./commands/pinecone.ts")).createPineconeCommand(options));
pinecone
  .command("restore")
  .description("write every known passage again, into a new index or one that was put back from a copy")
  .option("--json", "print one JSON object")
  .action(async (options) => (await import("./commands/pinecone.ts")).restorePineconeCommand(options));

docent
  .command("doctor")
  .description("check everything that the settings name, one line each")
  .option("--json", "print one JSON object")
  .action(async (options) => {
    process.exitCode = await (await import("./commands/doctor.ts")).doctorCommand(options);
  });

docent
  .command("settings")
  .description("write .env.example and docs/settings.md from the table of settings")
  .option("--check", "only say whether they are up to date")
  .action(async (options) => {
    process.exitCode = await (await import("./commands/settings.ts")).settingsCommand(options);
  });

// `docent sources | head` closes the pipe early: that is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

try {
  await docent.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    // Commander has printed its message; help ends well.
    process.exitCode = error.exitCode === 0 ? 0 : 2;
  } else if (error instanceof ConfigError) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
  } else {
    process.stderr.write(`${maskSecrets(secretsOf(readSettings()))(explain(error))}\n`);
    process.exitCode = error instanceof UsageError || error instanceof ScopeError ? 2 : 1;
  }
}
