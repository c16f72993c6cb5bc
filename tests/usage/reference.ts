import type { UsageEvent } from "@/lib/usage/schema";

type Recorded = Extract<UsageEvent, { op: "record" }>;

/** Usage added up the naive way, event by event, from nothing but the list of what was accepted. */
export function addUp(accepted: UsageEvent[], { startsAt, endsAt }: { startsAt: Date; endsAt: Date }) {
  const taken = new Set(accepted.flatMap((event) => (event.op === "void" ? [event.voids] : [])));
  const counted = accepted.filter(
    (event): event is Recorded =>
      event.op === "record" && !taken.has(event.id) && timeOf(event) >= +startsAt && timeOf(event) < +endsAt,
  );
  const values = counted.map(({ value }) => Number(value));
  const newest = counted.toSorted((a, b) => timeOf(a) - timeOf(b) || (a.id < b.id ? -1 : 1)).at(-1);
  return {
    count: String(counted.length),
    // Values of the tests are thousandths, so that whole numbers add them up exactly.
    sum: String(values.reduce((sum, value) => sum + Math.round(value * 1_000), 0) / 1_000),
    max: values.length > 0 ? String(Math.max(...values)) : null,
    last: newest ? String(Number(newest.value)) : null,
    unique: String(new Set(counted.flatMap(({ unique }) => unique ?? [])).size),
    lateSum: "0",
  };
}

const timeOf = ({ time = "" }: Recorded): number => Date.parse(time);
