/** Who works on an ask: a name for this process that tells, after a crash, that its owner is gone. */
import { randomUUID } from "node:crypto";
import { hostname } from "node:os";

/** How long a claim holds without being renewed, in milliseconds. */
export const LEASE_MS = 30_000;

/** Changes with every start, so that a process with a recycled id (1, in a container) is not taken for its forerunner. */
const START = randomUUID();

/** A name for one owner of leases in this process. */
export const newLeaseOwner = (): string => [hostname(), process.pid, START, randomUUID()].join("/");

/**
 * Whether the owner certainly runs no more: it ran on this machine and its process is gone. Owners on other machines
 * are never certain; their leases run out instead.
 */
export function isGone(owner: string): boolean {
  const [host, pid, start] = owner.split("/");
  if (host !== hostname() || start === START) return false;
  if (Number(pid) === process.pid) return true;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    // EPERM means that it lives and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}
