import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** What Docent counts and times; the names are part of its contract with dashboards. */
export interface Metrics {
  readonly registry: Registry;
  readonly asks: Counter<"outcome" | "platform">;
  readonly turnSeconds: Histogram<"platform">;
  readonly ackSeconds: Histogram<"platform">;
  readonly filterVerdicts: Counter<"filter" | "action">;
  readonly documents: Gauge<"status">;
  readonly deliveryFailures: Counter<"platform">;
  readonly embeddedPassages: Counter<"model">;
  readonly embeddingFailures: Counter<"model" | "what">;
  /** Passages that the model has no vector for yet, as of the last look. */
  readonly passagesWithoutVector: Gauge<"model">;
  /** How far the sources lag behind is asked for at every scrape, so that it is never older than its dashboard. */
  watchSources(status: () => Promise<readonly SourceFigures[]>): void;
}

/** What is measured of a source of documents. */
export interface SourceFigures {
  readonly source: string;
  readonly documents: number;
  readonly lagSeconds: number;
}

/** A registry of its own, so that two apps in one process (as in tests) do not share counts. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  let sources: () => Promise<readonly SourceFigures[]> = async () => [];
  const sourceGauge = (name: string, help: string, figure: "documents" | "lagSeconds") =>
    new Gauge({
      name,
      help,
      labelNames: ["source"],
      registers,
      async collect() {
        const all = await sources();
        this.reset();
        for (const one of all) this.set({ source: one.source }, one[figure]);
      },
    });
  sourceGauge(
    "docent_index_lag_seconds",
    "Age of the oldest document known to have moved and not indexed yet",
    "lagSeconds",
  );
  sourceGauge("docent_source_documents", "Searchable documents by source", "documents");
  return {
    registry,
    asks: new Counter({
      name: "docent_asks_total",
      help: "Asks by how they ended",
      labelNames: ["outcome", "platform"],
      registers,
    }),
    turnSeconds: new Histogram({
      name: "docent_turn_seconds",
      help: "From the ledger row to the delivered reply",
      labelNames: ["platform"],
      buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
      registers,
    }),
    ackSeconds: new Histogram({
      name: "docent_ack_seconds",
      help: "From a webhook's arrival to its acknowledgement",
      labelNames: ["platform"],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3],
      registers,
    }),
    filterVerdicts: new Counter({
      name: "docent_filter_verdicts_total",
      help: "What filters decided",
      labelNames: ["filter", "action"],
      registers,
    }),
    documents: new Gauge({
      name: "docent_documents",
      help: "Documents in the catalogue",
      labelNames: ["status"],
      registers,
    }),
    deliveryFailures: new Counter({
      name: "docent_delivery_failures_total",
      help: "Attempts to hand a reply to its platform that failed",
      labelNames: ["platform"],
      registers,
    }),
    embeddedPassages: new Counter({
      name: "docent_embedded_passages_total",
      help: "Passages that got a vector",
      labelNames: ["model"],
      registers,
    }),
    embeddingFailures: new Counter({
      name: "docent_embedding_failures_total",
      help: "Requests to the embeddings' provider that failed or came too late, for passages or questions",
      labelNames: ["model", "what"],
      registers,
    }),
    passagesWithoutVector: new Gauge({
      name: "docent_passages_without_vector",
      help: "Passages that are found by words alone until they have a vector",
      labelNames: ["model"],
      registers,
    }),
    watchSources(status) {
      sources = status;
    },
  };
}
