import pg from "pg";
import { workspace } from "../../support/world";

export interface UsageWorld {
  owner: pg.Client;
  /** The busiest first. */
  tenants: string[];
  /** Which of them the n-th batch comes from: by Zipf's law, as customers are. */
  pick(n: number): string;
  close(): Promise<void>;
}

/** Workspaces of very different size, and a connection past row-level security to compare with. */
export async function usageWorld(env: Record<string, string>, count = 40): Promise<UsageWorld> {
  const owner = new pg.Client({ connectionString: env.DATABASE_OWNER_URL });
  await owner.connect();
  const tenants: string[] = [];
  for (let n = 0; n < count; n++) tenants.push((await workspace({ plan: "business", name: "Bench" })).id);
  const weights = tenants.map((_, rank) => 1 / (rank + 1) ** 1.1);
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  return {
    owner,
    tenants,
    pick(n) {
      let left = ((n * 0.618_033_988_75) % 1) * whole;
      for (const [rank, tenantId] of tenants.entries()) {
        left -= weights[rank] ?? 0;
        if (left < 0) return tenantId;
      }
      return tenants[0] ?? "";
    },
    close: () => owner.end(),
  };
}

const routes = ["/projects", "/members", "/usage"];

/** A batch as a client would send it: now, a little out of order, one in twenty sent before. */
export function batchOf(size: number, serial: number) {
  const now = Date.now();
  return Array.from({ length: size }, (_, n) => ({
    id: n % 20 === 19 ? `${serial}-${n - 1}` : `${serial}-${n}`,
    metric: "apiCalls",
    value: n % 20 === 19 ? String((n - 1) % 7) : String(n % 7),
    time: new Date(now - (((n % 20 === 19 ? n - 1 : n) * 997) % 600_000)).toISOString(),
    dims: { route: routes[(n % 20 === 19 ? n - 1 : n) % 3] ?? "" },
  }));
}
