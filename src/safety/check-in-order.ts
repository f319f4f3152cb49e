/** So many units are checked at once; a list that comes in one piece must not flood a service. */
const MOST_AT_ONCE = 8;

/**
 * Checks what comes in while more of it comes in, so that a slow check delays its own unit and not the reading of the
 * next ones. Results come in the order of the units. When `batches` throws, what came before is still checked, then
 * its error is thrown.
 */
export async function* checkInOrder<Unit, Checked>(
  batches: AsyncIterable<readonly Unit[]>,
  check: (unit: Unit) => Promise<Checked>,
): AsyncGenerator<Checked> {
  const source = batches[Symbol.asyncIterator]();
  const waiting: Unit[] = [];
  const checks: Promise<{ readonly checked: Checked }>[] = [];
  let reading: Promise<void> | undefined;
  let end: { readonly error?: unknown } | undefined;

  const read = async (): Promise<void> => {
    try {
      const next = await source.next();
      if (next.done) end = {};
      else waiting.push(...next.value);
    } catch (error) {
      end = { error };
    }
    reading = undefined;
  };
  const start = (unit: Unit) => {
    const running = check(unit).then((checked) => ({ checked }));
    // Seen when its turn comes; until then nobody waits for it.
    running.catch(() => undefined);
    checks.push(running);
  };

  try {
    for (;;) {
      while (waiting.length && checks.length < MOST_AT_ONCE) start(waiting.shift() as Unit);
      if (!end && !reading && waiting.length === 0) reading = read();
      const [first] = checks;
      if (first) {
        const settled = await Promise.race(reading ? [first, reading] : [first]);
        if (!settled) continue;
        checks.shift();
        yield settled.checked;
      } else if (reading) await reading;
      else if (end && "error" in end) throw end.error;
      else return;
    }
  } finally {
    const closed = Promise.resolve(source.return?.()).catch(() => undefined);
    // While it is being read from it closes when the next piece comes, which may be never.
    if (!reading) await closed;
  }
}
