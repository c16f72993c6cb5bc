import { type PlatformDb, withPlatform, withTenant } from "@/db/tenant";
import { log } from "@/lib/platform/log";
import type { Actor, Origin } from "./context";
import { countRefusals } from "./count-refusals";
import { type EventType, emitter } from "./events";
import type { Risk } from "./risks";
import { eventOf, isTold, riskOf, type Trace } from "./traces";

/** Refusals of one kind, of one verb, for one actor or address in one workspace. */
export interface Refusal {
  key: string;
  trace: Trace;
  verb: string;
  tenantId: string | null;
  actor: Actor;
  origin: Origin;
  count: number;
  /** Whose account it was about, masked. */
  account?: string;
}

interface Line {
  tenantId: string;
  type: EventType;
  risk: Risk;
  refusal: Refusal;
  count: number;
}

/**
 * Lines a workspace takes in an hour from its members, and as many from everybody else, and again so many of what is grave,
 * which no noise can crowd out. One more says that there were more.
 */
const mostLines = 100;

/** Counts refusals, logs each kind as a warning, and writes those into the history that are new or have become worse. */
export async function tellRefusals(batch: Refusal[]): Promise<void> {
  try {
    const { totals, lines } = await withPlatform(async (db) => {
      const counted = await countRefusals(db, new Map(batch.map(({ key, count }) => [key, count])));
      return { totals: counted, lines: await affordable(db, linesOf(batch, counted)) };
    });
    for (const refusal of batch) warn(refusal, totals.get(refusal.key) ?? refusal.count);
    for (const [tenantId, told] of grouped(lines, (line) => line.tenantId)) await write(tenantId, told);
  } catch (cause) {
    log().error({ err: cause, refused: batch.length }, "refusals could not be written down");
  }
}

function linesOf(batch: Refusal[], totals: Map<string, number>): Line[] {
  return batch.flatMap((refusal) => {
    const { trace, tenantId, key } = refusal;
    const count = totals.get(key) ?? refusal.count;
    if (!tenantId || !isTold(trace, count - refusal.count, count)) return [];
    return [{ tenantId, refusal, count, type: eventOf(trace), risk: riskOf(trace, count) }];
  });
}

/** As many lines as the hour has room for. The first that has none says so, and the rest are only counted. */
async function affordable(db: PlatformDb, lines: Line[]): Promise<Line[]> {
  const groups = grouped(lines, (line) => {
    const { tenantId, refusal } = line;
    const whose = refusal.actor.kind === "anonymous" ? "strangers" : "members";
    return JSON.stringify([tenantId, whose, ...(isGrave(line) ? ["grave"] : [])]);
  });
  const written = await countRefusals(db, new Map([...groups].map(([name, { length }]) => [name, length])));
  return [...groups].flatMap(([name, wanted]) => {
    const before = (written.get(name) ?? 0) - wanted.length;
    const room = Math.max(0, mostLines - before);
    const [first, ...more] = wanted.slice(room);
    if (!first || before > mostLines) return wanted.slice(0, room);
    const count = 1 + more.length;
    const refusal = { ...first.refusal, ...crowd(first.refusal), account: undefined };
    const flood: Line = { ...first, type: "security.flooded", risk: "high", count, refusal };
    return [...wanted.slice(0, room), flood];
  });
}

/** Guesses at accounts and whatever has become a high risk: strangers who fill the hour with less must not hide it. */
const isGrave = ({ risk, refusal: { trace } }: Line): boolean =>
  risk === "high" || trace === "sign_in" || trace === "sign_in_elsewhere";

/** Whoever came when the room was used up need not be who used it. */
const crowd = ({ origin }: Refusal): Pick<Refusal, "actor" | "origin"> => ({
  actor: { kind: "anonymous", id: null, label: "Several people" },
  origin: { ...origin, ip: null, userAgent: null },
});

function warn({ trace, verb, tenantId, actor, origin, account, count }: Refusal, total: number): void {
  const { requestId, ip } = origin;
  const who = { actorKind: actor.kind, actorId: actor.id, account, ip };
  log().warn(
    { event: eventOf(trace), risk: riskOf(trace, total), verb, count, total, tenantId, ...who, requestId },
    "refused",
  );
}

/** In a transaction of its own: the one that was refused has been rolled back. */
async function write(tenantId: string, lines: Line[]): Promise<void> {
  await withTenant(tenantId, async (db) => {
    for (const { type, risk, refusal, count } of lines) {
      const { actor, origin, account, verb } = refusal;
      const emit = emitter(db, { tenantId, actor, origin, risk });
      await emit(type, null, { verb, account, count });
    }
  });
}

function grouped<T>(all: T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
}
