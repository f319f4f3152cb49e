import type { Request } from "express";
import type { z } from "zod";
import { Refusal } from "./visitor.ts";

/**
 * The JSON that a request carries.
 * @param form what to send, for whoever sent something else
 * @throws {Refusal} 415 for another content type (which also keeps cross-site forms out), 400 for another shape.
 */
export function readBody<Shape>(schema: z.ZodType<Shape>, request: Request, form: string): Shape {
  if (!request.is("application/json"))
    throw new Refusal(415, `Send JSON (content-type: application/json). ${form}`);
  const parsed = schema.safeParse(request.body);
  if (!parsed.success) throw new Refusal(400, form);
  return parsed.data;
}
