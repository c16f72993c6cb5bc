import { check } from "@/lib/entitlements/check";
import { workspace } from "../../support/world";
import { type Figure, ratio } from "../report";

const limit = 1_000;
const tries = 2_000;
const inFlight = 16;

/** Sixteen at once against one hard quota until long after it is used up: how many too many were let in. */
export async function benchHardQuota(): Promise<Figure[]> {
  const { id } = await workspace({ plan: "free", name: "Quota" });
  const latencies: number[] = [];
  let admitted = 0;
  let begun = 0;
  const began = performance.now();
  const client = async () => {
    while (begun++ < tries) {
      const at = performance.now();
      const { allowed } = await check(id, "apiCalls", { consume: true });
      latencies.push(performance.now() - at);
      if (allowed) admitted++;
    }
  };
  await Promise.all(Array.from({ length: inFlight }, client));
  const seconds = (performance.now() - began) / 1_000;
  const p99 = latencies.toSorted((a, b) => a - b)[Math.floor(latencies.length * 0.99)] ?? Number.NaN;
  return [
    {
      what: `C1 hard quota, ${inFlight} in flight, one workspace (checks/s)`,
      value: (tries / seconds).toFixed(0),
    },
    { what: "C1 p99 (ms)", value: p99.toFixed(1) },
    ratio("C1 over-admissions", admitted - limit, { atMost: 0 }),
    ratio("C1 admitted", admitted / limit, { atLeast: 1 }),
  ];
}
