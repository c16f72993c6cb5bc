/** Nobody is invited as an owner: ownership passes between people who already know each other here. */
export const invitableRoles = ["admin", "member", "viewer", "billing"] as const;
export const membersPageSize = 25;
export const longestSearch = 80;
