import { eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { memberships, users } from "@/db/schema/platform";
import type { Count, Counted } from "@/lib/core/counters";
import { hours } from "@/lib/platform/clock";
import { counterKey } from "./attempts";
import { failuresBeforeProof } from "./policies";

/**
 * A door that a sign-in counts at. What failed at the door itself everybody may see; what was aimed at its members from
 * elsewhere is counted apart and never shown, since whether it rises tells whose account was tried.
 */
export interface Door {
  isKnocked: boolean;
  here: Count;
  elsewhere: Count;
  /** How many failures an hour it takes before a new device proves itself by mail too. */
  most: number;
}

/** More workspaces than anybody works in; who is in more is counted at these. */
const mostDoors = 50;

/** The door that was knocked at, and those of the workspaces the account belongs to: one password opens them all. */
export async function doorsOf(tx: Tx, email: string, tenantId: string | null): Promise<Door[]> {
  const mine = await workspacesOf(tx, email);
  const workspaces = new Set([...(tenantId ? [tenantId] : []), ...mine]);
  const root = tenantId ? [] : [door("root", failuresBeforeProof.root, true)];
  return [...root, ...[...workspaces].map((id) => door(id, failuresBeforeProof.workspace, id === tenantId))];
}

/** The ids of the workspaces an account belongs to; none for an address without one. */
export async function workspacesOf(tx: Tx, email: string): Promise<string[]> {
  const mine = await tx
    .select({ id: memberships.tenantId })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(eq(sql`lower(${users.email})`, email))
    .orderBy(memberships.tenantId)
    .limit(mostDoors);
  return mine.map(({ id }) => id);
}

/** Whether a password alone is not enough for an account of these doors: so much has failed at one of them, or aimed at it. */
export const isAnyBesieged = (doors: Door[], counted: Counted[]): boolean =>
  doors.some(({ here, elsewhere, most }) => stand(counted, here) + stand(counted, elsewhere) > most);

/** Whether the door that was knocked at is besieged as far as whoever knocks may know, whoever they claim to be. */
export const isSeenBesieged = (doors: Door[], counted: Counted[]): boolean =>
  doors.some(({ isKnocked, here, most }) => isKnocked && stand(counted, here) > most);

const stand = (counted: Counted[], { key }: Count): number =>
  counted.find((one) => one.key === key)?.count ?? 0;

const door = (name: string, most: number, isKnocked: boolean): Door => ({
  isKnocked,
  most,
  here: { key: counterKey("signInHere", name), windowMs: hours(1), amount: isKnocked ? 1 : 0 },
  elsewhere: { key: counterKey("signInElsewhere", name), windowMs: hours(1), amount: isKnocked ? 0 : 1 },
});
