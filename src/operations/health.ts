import { Router } from "express";
import type { Registry } from "prom-client";

/** `/healthz` (the process lives), `/readyz` (people can ask) and `/metrics` (Prometheus). */
export function operationRoutes({ registry, ready }: { registry: Registry; ready: () => boolean }): Router {
  const routes = Router();
  routes.get("/healthz", (_request, response) => {
    response.json({ status: "alive" });
  });
  routes.get("/readyz", (_request, response) => {
    if (ready()) response.json({ status: "ready" });
    else response.status(503).json({ status: "starting" });
  });
  routes.get("/metrics", async (_request, response) => {
    response.type(registry.contentType).send(await registry.metrics());
  });
  return routes;
}
