/** Runs what concerns one name one after the other. */
export interface OnePerName {
  /** `waited` says that something else was done with this name since it was asked for. */
  pass<Result>(name: string, work: (waited: boolean) => Promise<Result>): Promise<Result>;
}

export function onePerName(): OnePerName {
  const last = new Map<string, Promise<unknown>>();
  return {
    async pass(name, work) {
      const before = last.get(name);
      const { promise, resolve } = Promise.withResolvers<void>();
      last.set(name, promise);
      try {
        await before;
        return await work(before !== undefined);
      } finally {
        if (last.get(name) === promise) last.delete(name);
        resolve();
      }
    },
  };
}
