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
   * the same time shares one question. @throws what asking throws
   */
  get(key: string, maxAgeMs: number): Promise<Value | undefined>;
  /** Whether `busy` is reached: a question now would be one too many. */
  isBusy(): boolean;
  /**
   * What is known of this key, of the keys that fit, or of all, counts no more. What is being asked now answers those who
   * wait for it already, and nobody else.
   */
  forget(which?: string | ((key: string) => boolean)): void;
}

interface Entry<Value> {
  readonly askedAt: number;
  readonly answer: Promise<Value | undefined>;
}

const MINUTE_MS = 60_000;

/** An empty recollection. An answer's age counts from its question: it may be that old, and no older. */
export function createRecollection<Value>(options: RecollectionOptions<Value>): Recollection<Value> {
  const { ask, capacity, now, busy } = options;
  const entries = new Map<string, Entry<Value>>();
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
    const entry: Entry<Value> = { askedAt: now(), answer: ask(key) };
    entries.delete(key);
    entries.set(key, entry);
    if (entries.size > capacity) entries.delete(entries.keys().next().value as string);
    const drop = () => {
      if (entries.get(key) === entry) entries.delete(key);
    };
    entry.answer.then((value) => value === undefined && drop(), drop);
    return entry;
  }

  return {
    isBusy,
    get(key, maxAgeMs) {
      const known = entries.get(key);
      return (known && isYoung(known, maxAgeMs) ? known : begin(key)).answer;
    },
    forget(which) {
      if (typeof which === "string") entries.delete(which);
      else for (const key of [...entries.keys()]) if (!which || which(key)) entries.delete(key);
    },
  };
}
