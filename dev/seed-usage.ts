import { withTenant } from "@/db/tenant";
import { clock, days, hours } from "@/lib/platform/clock";
import { measureStorage } from "@/lib/usage/measure-storage";
import { ingest } from "@/lib/usage/record-usage";

/** Records the calls of the last `days` days, busy by day and quiet at night and on weekends, and measures the storage. */
export async function seedUsage(
  tenantId: string,
  history: { days: number; callsPerDay: number },
): Promise<void> {
  const now = clock.now().getTime();
  const blocks = Array.from({ length: history.days * shares.length }, (_, index) => ({
    time: new Date(now - index * hours(24 / shares.length)),
    id: `demo-${index}`,
  }));
  const recorded = blocks.map(({ time, id }) => {
    const value = String(Math.round(history.callsPerDay * shareOf(time)));
    const said = { op: "record", source: "demo", metric: "apiCalls", value, dims: {} } as const;
    return { ...said, id, time: time.toISOString() };
  });
  const receipts = await ingest(tenantId, recorded);
  const refused = receipts.find(({ status }) => status !== "accepted");
  if (refused) throw new Error(`the demo's usage was refused: ${JSON.stringify(refused)}`);
  await withTenant(tenantId, (db) => measureStorage(db, tenantId));
}

/** What a working day's six blocks of four hours have of its calls, from midnight on. */
const shares = [0.04, 0.08, 0.27, 0.31, 0.21, 0.09];

function shareOf(time: Date): number {
  const ofBlock = shares[Math.floor(time.getUTCHours() / 4)] ?? 0;
  const isWeekend = time.getUTCDay() % 6 === 0;
  // One day is not like the next, and the demo is the same every time.
  const ofDay = 0.85 + 0.3 * ((Math.floor(time.getTime() / days(1)) * 7) % 11) * 0.1;
  return ofBlock * ofDay * (isWeekend ? 0.3 : 1);
}
