import type { Command } from "commander";

/** `docent audit …`: looks at what Docent does to people. One file a subcommand. */
export function auditCommands(docent: Command): void {
  const audit = docent.command("audit").description("look at how answers were checked and whom they favour");
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
