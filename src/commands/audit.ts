import type { Command } from "commander";

/** `docent audit …`: looks at what Docent did, and at what it would have done. One file a subcommand. */
export function auditCommands(docent: Command, number: (text: string) => number): void {
  const audit = docent.command("audit").description("look at how answers were checked");
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
