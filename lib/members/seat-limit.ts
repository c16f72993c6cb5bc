import { counted } from "@/lib/entitlements/limits";

export { occupiedSeats } from "@/lib/entitlements/occupied-seats";

/** Admits one more person under the plan's seats. Whoever adds a member or an invitation asks it first. */
export const seatLimit = counted("seats", { holdsAhead: true });
