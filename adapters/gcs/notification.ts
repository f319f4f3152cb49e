import { z } from "zod";

/** What Cloud Storage says of one object, in the attributes of a Pub/Sub message. */
export interface ObjectNotification {
  readonly bucket: string;
  readonly object: string;
  readonly generation: string;
  readonly event: string;
}

/** https://cloud.google.com/storage/docs/pubsub-notifications#attributes; the payload is not needed. */
const attributes = z.object({
  eventType: z.string().min(1),
  bucketId: z.string().min(1),
  objectId: z.string().min(1),
  objectGeneration: z.string().regex(/^\d+$/),
});

/** Reads the attributes of a message; `undefined` when it is no notification of Cloud Storage. */
export function readNotification(message: unknown): ObjectNotification | undefined {
  const parsed = z.object({ attributes }).safeParse(message);
  if (!parsed.success) return undefined;
  const { bucketId, objectId, objectGeneration, eventType } = parsed.data.attributes;
  return { bucket: bucketId, object: objectId, generation: objectGeneration, event: eventType };
}

/** The bucket that notifications are for. */
export interface NotifiedSource {
  readonly name: string;
  readonly bucket: string;
  covers(path: string): boolean;
}

/** Where notifications go; resolves when they are durable. */
export type Touch = (source: string, path: string) => Promise<void>;

/**
 * Passes a notification on, durably once resolved. Every kind of event asks the same question, "what is there now?",
 * which the bucket answers consistently: duplicates and late messages find what is known already, and change nothing.
 * Messages about other buckets, or about objects that are no documents here, are nobody's business.
 */
export async function passOn(
  { bucket, object }: ObjectNotification,
  { source, touch }: { readonly source: NotifiedSource; readonly touch: Touch },
): Promise<void> {
  if (bucket === source.bucket && source.covers(object)) await touch(source.name, object);
}
