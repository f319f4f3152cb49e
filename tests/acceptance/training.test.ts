import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describeWithData } from "./shared-data.ts";

describeWithData("training", (shared) => {
  const out = mkdtempSync(join(tmpdir(), "docent-training-"));
  afterAll(() => rmSync(out, { recursive: true }));

  test("the documented command gives the shipped weights again, bit for bit", () => {
    execFileSync(process.execPath, [
      resolve("src/safety/training/train.ts"),
      "--data",
      join(shared, "data/safety"),
      "--out",
      out,
    ]);
    for (const name of ["toxicity.bin", "injection.bin", "hidden-orders.bin"]) {
      expect(
        Buffer.compare(readFileSync(join(out, name)), readFileSync(resolve("src/safety/models", name))),
      ).toBe(0);
    }
  });
});
