/** The review queue under /api/review, for whoever decides. */
import type { Request, Router } from "express";
import { z } from "zod";
import { MACHINE_OWNER } from "../../src/access/local-directory.ts";
import type { PersonId } from "../../src/access/scopes.ts";
import type { Settings } from "../../src/config.ts";
import { reviewJson } from "../../src/conversation/review-json.ts";
import { DECISIONS, ReviewError, type ReviewQueue } from "../../src/conversation/review-queue.ts";
import { readBody } from "./read-body.ts";
import { Refusal, type Visitor } from "./visitor.ts";

interface ReviewParts {
  readonly settings: Settings;
  readonly reviews: ReviewQueue;
  /** Who sends a request, whom nobody can name as somebody else. */
  readonly visitor: (request: Request) => Visitor;
}

const decisionBody = z.object({
  decision: z.enum(DECISIONS),
  filter: z.string().max(100).optional(),
  note: z.string().trim().max(4_000).optional(),
});

export function reviewRoutes(api: Router, { settings, reviews, visitor }: ReviewParts): void {
  /** @throws {Refusal} for whoever may not decide. */
  const reviewerOf = (request: Request): PersonId => {
    const { person } = visitor(request);
    if (isReviewer(person, settings)) return person;
    throw new Refusal(403, "Only the people whom DOCENT_REVIEWERS names see what was reported.");
  };

  api.get("/review", async (request, response) => {
    const reviewer = reviewerOf(request);
    const state = request.query.state === "decided" ? "decided" : "open";
    const items = await reviews.list(state, reviewer);
    response.json({ state, open: await reviews.countOpen(), items: items.map(reviewJson) });
  });

  api.post("/review/:report", async (request, response) => {
    const reviewer = reviewerOf(request);
    const body = readBody(
      decisionBody,
      request,
      `Send {"decision": ${DECISIONS.map((each) => `"${each}"`).join(" | ")}}.`,
    );
    try {
      await reviews.decide(request.params.report, body, reviewer);
    } catch (error) {
      throw error instanceof ReviewError ? new Refusal(404, error.message) : error;
    }
    response.status(204).end();
  });
}

/** Locally whoever is at this machine, in production whom the settings name. */
export const isReviewer = (person: PersonId, settings: Settings): boolean =>
  settings.DOCENT_MODE === "local"
    ? person === MACHINE_OWNER
    : (settings.DOCENT_REVIEWERS?.includes(person.replace(/^local:/, "")) ?? false);
