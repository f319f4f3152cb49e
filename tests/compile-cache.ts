/** Jest's global set-up: the threads and processes that tests start share what Node compiled, as most start the same. */
import { join } from "node:path";

export default function shareCompiledCode(): void {
  process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, "../node_modules/.cache/node");
}
