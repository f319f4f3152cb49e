/** Bounds what is under way at once, in number and in bytes, however many sources ask for it. */
export interface Gate {
  /** Resolves, in order of asking, when there is room; the function gives the room back. */
  enter(bytes: number): Promise<() => void>;
}

/** A gate for `tasks` tasks of together `bytes` bytes; one larger than that passes alone. */
export function createGate(limits: { readonly tasks: number; readonly bytes: number }): Gate {
  const waiting: { readonly bytes: number; readonly admit: () => void }[] = [];
  let tasks = 0;
  let inside = 0;
  const hasRoom = (bytes: number): boolean =>
    tasks === 0 || (tasks < limits.tasks && inside + bytes <= limits.bytes);
  const admit = (bytes: number): (() => void) => {
    tasks++;
    inside += bytes;
    return () => {
      tasks--;
      inside -= bytes;
      while (waiting.length > 0 && hasRoom(waiting[0]!.bytes)) waiting.shift()!.admit();
    };
  };
  return {
    async enter(bytes) {
      if (waiting.length === 0 && hasRoom(bytes)) return admit(bytes);
      return new Promise((resolve) => {
        waiting.push({ bytes, admit: () => resolve(admit(bytes)) });
      });
    },
  };
}

/** Tasks that belong together: the first that fails keeps the rest from starting. */
export interface Tasks {
  /**
   * Resolves once the task has started.
   * @throws what an earlier task failed with, or the signal's reason.
   */
  start(bytes: number, work: () => Promise<void>): Promise<void>;
  /** Resolves when all that were started until now have ended, well or not. */
  settled(): Promise<unknown>;
  /** @throws what the first failed task failed with. */
  check(): void;
}

/** Starts tasks through a gate. */
export function boundedTasks(gate: Gate, signal?: AbortSignal): Tasks {
  const running = new Set<Promise<void>>();
  let failure: { readonly error: unknown } | undefined;
  const check = (): void => {
    if (failure) throw failure.error;
    signal?.throwIfAborted();
  };
  return {
    async start(bytes, work) {
      check();
      const leave = await gate.enter(bytes);
      try {
        check();
      } catch (error) {
        leave();
        throw error;
      }
      const task: Promise<void> = work()
        .catch((error: unknown) => {
          failure ??= { error };
        })
        .finally(() => {
          running.delete(task);
          leave();
        });
      running.add(task);
    },
    settled: () => Promise.all(running),
    check,
  };
}
