/** Prints a result: `--json` gives one object on standard output and nothing else. */
export function print(value: unknown, options: { json?: boolean }, asText: () => string): void {
  process.stdout.write(options.json ? `${JSON.stringify(value)}\n` : `${asText()}\n`);
}
