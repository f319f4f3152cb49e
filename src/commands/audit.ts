import type { Command } from "commander";

/** `docent audit …`: looks at what Docent does to people. One file a subcommand. */
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
}
