/** Roles a key may have: none is an owner. */
export const keyRoles = ["admin", "member", "viewer", "billing"] as const;
export const mostKeys = 50;
export const mostNetworks = 20;
export const defaultRate = 600;
export const mostRate = 6_000;
/** How long the old secret stays good after a rotation, in hours. */
export const overlaps = [0, 1, 24] as const;
