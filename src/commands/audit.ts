import type { Command } from "commander";

/** `docent audit …`: looks at what Docent did, what it would have done, and whom it favours. One file a subcommand. */
export function auditCommands(docent: Command, number: (text: string) => number): void {
  const audit = docent.command("audit").description("look at how answers were checked and whom they favour");
  audit
    .command("bias")
    .description("ask workplace questions with names, origins, ages … swapped and compare the answers")
    .option(
      "--out <folder>",
      "where the page bias.html and the figures bias.json are written",
      "docent-audit",
    )
    .option(
      "--baseline <file>",
      "the bias.json of an earlier audit: exit code 1 when a group is worse off now",
    )
    .option("--bbq <path>", "a JSONL file of the Bias Benchmark for QA, or a folder of them")
    .option("--bbq-sample <count>", "how many of its questions are asked", number, 400)
    .option("--only <dimension...>", "compare along these dimensions only: gender, age, …")
    .option("--templates <count>", "how many of the question templates are asked", number)
    .option("--as <person>", "who asks")
    .option("--seed <number>", "of everything that is drawn by chance", number, 1)
    .option("--json", "print one JSON object")
    .action(async (options) => {
      process.exitCode = await (await import("./audit-bias.ts")).auditBiasCommand(options);
    });
  audit
    .command("filters")
    .description(
      "how often each filter flags harmless text, by group, dialect and language, against a budget",
    )
    .option("--out <file>", "write the report as a page")
    .option("--json", "print one JSON object")
    .action(async (options) => {
      process.exitCode = await (await import("./audit-filters.ts")).auditFiltersCommand(options);
    });
  audit
    .command("receipts")
    .description("whether the chain of receipts, and every stored answer, is as it was written")
    .option("--head <hash>", "a head that was noted earlier: whether it is still in the chain")
    .option("--tenant <name>", "another tenant than DOCENT_TENANT")
    .option("--json", "print one JSON object")
    .action(async (options) => {
      process.exitCode = await (await import("./audit-receipts.ts")).receiptsCommand(options);
    });
  audit
    .command("thresholds")
    .description("what another threshold would have done to the asks whose receipts are stored")
    .requiredOption("--filter <name>", "which filter")
    .requiredOption("--threshold <score>", "flag from this score on, 0 to 1", number)
    .option("--since <date>", "asks from this day on, e.g. 2026-11-01")
    .option("--json", "print one JSON object")
    .action(async (options) => (await import("./audit-thresholds.ts")).thresholdsCommand(options));
}
