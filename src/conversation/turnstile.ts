/**
 * Lets one waiting turn go on between two looks at the network. Checks and extractive drafts are work for the
 * processor: without this, eight turns at once would keep a webhook waiting until all of them had done their step.
 */
export function createTurnstile(): () => Promise<void> {
  const waiting: (() => void)[] = [];
  const admit = () => {
    waiting.shift()?.();
    if (waiting.length) setImmediate(admit);
  };
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      if (waiting.length === 1) setImmediate(admit);
    });
}
