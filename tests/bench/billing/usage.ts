import type { Figure } from "../report";
import { benchHardQuota } from "./hard-quota";
import { benchIngest, type Post } from "./usage-ingest";
import { benchTotals } from "./usage-totals";
import { usageWorld } from "./usage-world";

/** What counting costs and saves. The services of `env` are migrated, and the process's environment is theirs. */
export async function benchUsage(env: Record<string, string>, post: Post): Promise<Figure[]> {
  const world = await usageWorld(env);
  try {
    return [
      ...(await benchIngest(world, env.DATABASE_URL ?? "", post)),
      ...(await benchTotals(world)),
      ...(await benchHardQuota()),
    ];
  } finally {
    await world.close();
  }
}
