import type { PlatformDb } from "@/db/tenant";
import { env } from "@/env";
import { hours } from "@/lib/platform/clock";
import { keyedDigest } from "@/lib/platform/crypto";
import { countUp } from "./counters";

const windowMs = hours(1);

/** Adds to the hour's counters of refusals, all at once, and returns where each stands. */
export async function countRefusals(
  db: PlatformDb,
  added: Map<string, number>,
): Promise<Map<string, number>> {
  const names = new Map([...added.keys()].map((name) => [counterKey(name), name]));
  const counts = [...added].map(([name, amount]) => ({ key: counterKey(name), amount, windowMs }));
  const rows = await countUp(db, counts);
  return new Map(rows.map(({ key, count }) => [names.get(key) ?? key, count]));
}

/** Names hold addresses; the table of counters does not. */
const counterKey = (name: string): string => `refusal:${keyedDigest(env().AUTH_SECRET, name)}`;
