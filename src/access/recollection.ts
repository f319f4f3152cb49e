interface RecollectionOptions<Value> {
  /** Asks whoever knows. `undefined` means "nobody by this name", and is not remembered. */
  readonly ask: (key: string) => Promise<Value | undefined>;
  /** How many answers are remembered; the oldest go first. */
  readonly capacity: number;
  readonly now: () => number;
  /** Questions that may be asked within a minute before answers up to `maxAgeMs` old have to do. */
  readonly busy?: { readonly perMinute: number; readonly maxAgeMs: number };
}

/** Answers of somebody slow, each remembered with its age. */
export interface Recollection<Value> {
  /**
   * The answer to a question that was asked at most `maxAgeMs` ago, or is asked now. Whoever wants to know the same at
   * the same time shares one question, and a question during which its answer was forgotten is asked again.
   *
   * @throws what asking throws, and {@link Overtaken} when the answer was forgotten faster than it could be asked.
   */
  get(key: string, maxAgeMs: number): Promise<Value | undefined>;
  /** Whether `busy` is reached: a question now would be one too many. */
  isBusy(): boolean;
  /** What is known of this key, of the keys that fit, or of all, counts no more; neither does what is being asked now. */
  forget(which?: string | ((key: string) => boolean)): void;
}

/** Somebody changes faster than anybody can ask about them: they count as unknown. */
export class Overtaken extends Error {
  override name = "Overtaken";
}

interface Entry<Value> {
  readonly key: string;
  readonly askedAt: number;
  readonly answer: Promise<Value | undefined>;
  isForgotten: boolean;
}

const MINUTE_MS = 60_000;
/** How often a question is asked when its answer is forgotten each time before it arrives. */
const ATTEMPTS = 4;

/** An empty recollection. An answer's age counts from its question: it may be that old, and no older. */
export function createRecollection<Value>(options: RecollectionOptions<Value>): Recollection<Value> {
  const { ask, capacity, now, busy } = options;
  const entries = new Map<string, Entry<Value>>();
  /** Questions without an answer yet, also those that a later one has replaced. */
  const underWay = new Set<Entry<Value>>();
  /** When the questions of the last minute were asked, oldest first. */
  const asked: number[] = [];

  function isBusy(): boolean {
    while (asked.length && now() - (asked[0] as number) >= MINUTE_MS) asked.shift();
    return busy !== undefined && asked.length >= busy.perMinute;
  }

  function isYoung({ askedAt }: Entry<Value>, maxAgeMs: number): boolean {
    const age = now() - askedAt;
    return age <= maxAgeMs || (busy !== undefined && age <= busy.maxAgeMs && isBusy());
  }

  function begin(key: string): Entry<Value> {
    if (busy) asked.push(now());
    const entry: Entry<Value> = { key, askedAt: now(), answer: ask(key), isForgotten: false };
    entries.delete(key);
    entries.set(key, entry);
    underWay.add(entry);
    if (entries.size > capacity) entries.delete(entries.keys().next().value as string);
    const settle = (isKnown: boolean) => {
      underWay.delete(entry);
      if (!isKnown && entries.get(key) === entry) entries.delete(key);
    };
    entry.answer.then(
      (value) => settle(value !== undefined),
      () => settle(false),
    );
    return entry;
  }

  return {
    isBusy,
    async get(key, maxAgeMs) {
      for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
        const known = entries.get(key);
        const entry = known && isYoung(known, maxAgeMs) ? known : begin(key);
        const answer = await entry.answer;
        if (!entry.isForgotten) return answer;
      }
      throw new Overtaken("It changed every time while it was being asked for");
    },
    forget(which) {
      const fits =
        typeof which === "function" ? which : (key: string) => which === undefined || key === which;
      for (const entry of underWay) if (fits(entry.key)) entry.isForgotten = true;
      if (typeof which === "string") entries.delete(which);
      else for (const key of [...entries.keys()]) if (fits(key)) entries.delete(key);
    },
  };
}
