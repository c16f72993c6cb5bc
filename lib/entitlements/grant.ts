import type { PlanId } from "./plans";

export type Access = "full" | "restricted" | "suspended";

/** What one source gives a workspace. */
export interface Grant {
  plan: PlanId;
  /** Seats on top of those the plan includes. */
  extraSeats: number;
  access: Access;
}

/** What a workspace has that never bought anything. */
export const freeGrant: Grant = { plan: "free", extraSeats: 0, access: "full" };
