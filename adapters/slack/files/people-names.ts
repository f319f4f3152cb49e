import type { WebClient } from "@slack/web-api";
import { platformError } from "../web-client.ts";
import type { Clock, Paced } from "./pacer.ts";

interface NamesOptions {
  readonly client: WebClient;
  readonly paced: Paced;
  readonly clock: Clock;
}

const MAX_AGE_MS = 3_600_000;
const CAPACITY = 5_000;

/** What people are called in their threads: the name they chose, looked up at most once an hour. */
export function peopleNames({ client, paced, clock }: NamesOptions): (user: string) => Promise<string> {
  const known = new Map<string, { readonly at: number; readonly name: string }>();

  return async (user) => {
    const found = known.get(user);
    if (found && found.at + MAX_AGE_MS > clock.now()) return found.name;
    const name = await lookUp(user);
    if (known.size >= CAPACITY) known.clear();
    known.set(user, { at: clock.now(), name });
    return name;
  };

  async function lookUp(user: string): Promise<string> {
    try {
      const { user: person } = await paced("users.info", () => client.users.info({ user }));
      return person?.profile?.display_name || person?.real_name || person?.name || UNKNOWN;
    } catch (error) {
      if (["user_not_found", "user_not_visible"].includes(platformError(error) ?? "")) return UNKNOWN;
      throw error;
    }
  }
}

const UNKNOWN = "Somebody";
