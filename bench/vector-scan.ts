/** One query against many vectors: `node bench/vector-scan.ts [vectors] [dimension]`, floats in JavaScript beside bytes in WebAssembly. */
import { ModelVectors } from "../src/retrieval/index/vectors/model-vectors.ts";
import { quantised } from "../src/retrieval/index/vectors/quantised.ts";
import { VectorMemory } from "../src/retrieval/index/vectors/vector-memory.ts";
import { percentile, printTable } from "./measure.ts";

const [count = 100_000, dimension = 512] = process.argv.slice(2).map(Number);
const ROUNDS = 15;

const random = () => Float32Array.from({ length: dimension }, () => Math.random() - Math.random());
const floats = new Float32Array(count * dimension);
const bytes = new ModelVectors(new VectorMemory(), dimension);
for (let slot = 0; slot < count; slot++) {
  const vector = random();
  floats.set(vector, slot * dimension);
  bytes.put(slot, quantised(vector));
}

const similarity = new Float32Array(count);
const slots = new Uint32Array(count);
const among = { setOf: new Uint32Array(count), accepted: Uint8Array.of(1), slots: count };

function scanFloats(query: Float32Array): void {
  for (let slot = 0, at = 0; slot < count; slot++) {
    let sum = 0;
    for (let component = 0; component < dimension; component++) sum += floats[at++]! * query[component]!;
    similarity[slot] = sum;
  }
}

function scanBytes(query: Float32Array): void {
  bytes.compare(bytes.prepare(query), among, similarity, slots);
}

/** Processor milliseconds of each way, in turns, so that a busy machine is unfair to both. */
const times = { floats: [] as number[], bytes: [] as number[] };
for (let round = 0; round < ROUNDS; round++) {
  const query = random();
  for (const [name, scan] of [
    ["floats", scanFloats],
    ["bytes", scanBytes],
  ] as const) {
    const before = process.cpuUsage();
    scan(query);
    const { user, system } = process.cpuUsage(before);
    times[name].push((user + system) / 1000);
  }
}
const row = (way: string, ms: readonly number[], megabytes: number) => ({
  way,
  "processor ms, p50": percentile(ms, 0.5).toFixed(1),
  "least, ms": Math.min(...ms).toFixed(1),
  MB: Math.round(megabytes),
});
printTable(`${count.toLocaleString("en")} vectors of ${dimension} dimensions`, [
  row("Float32Array in JavaScript", times.floats, (count * dimension * 4) / 1e6),
  row("int8 in WebAssembly", times.bytes, (count * dimension) / 1e6),
]);
