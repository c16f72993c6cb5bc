import { instantIn } from "@/lib/platform/time-zone";

/** The days of an address, `from=2027-01-01&to=2027-01-31`, both included, as the moments at which a zone's clocks begin and end them. */
export function momentsOf(timeZone: string, { from, to }: { from?: string; to?: string }) {
  return { since: startOf(timeZone, from), until: startOf(timeZone, dayAfter(to)) };
}

const startOf = (timeZone: string, day = ""): string | undefined =>
  instantIn(timeZone, `${day}T00:00`)?.toISOString();

function dayAfter(day = ""): string | undefined {
  const next = new Date(`${day}T00:00Z`);
  if (Number.isNaN(next.getTime())) return undefined;
  next.setUTCDate(next.getUTCDate() + 1);
  return next.toISOString().slice(0, 10);
}
