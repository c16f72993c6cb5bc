export const roles = ["owner", "admin", "member", "viewer", "billing"] as const;
export type Role = (typeof roles)[number];

/** Who may do what. The key is the permission, the list is the roles that hold it. */
const table = {
  "workspace:read": ["owner", "admin", "member", "viewer", "billing"],
  "workspace:update": ["owner", "admin"],
  "address:update": ["owner"],
  "account:manage": ["owner", "admin", "member", "viewer", "billing"],
  "projects:read": ["owner", "admin", "member", "viewer"],
  "projects:write": ["owner", "admin", "member"],
  "projects:delete": ["owner", "admin"],
  "members:read": ["owner", "admin", "member", "viewer", "billing"],
  "members:manage": ["owner", "admin"],
  "ownership:transfer": ["owner"],
  "billing:read": ["owner", "admin", "billing"],
  "billing:manage": ["owner", "billing"],
  "usage:write": ["owner", "admin"],
  "audit:read": ["owner", "admin"],
  "webhooks:read": ["owner", "admin"],
  "webhooks:manage": ["owner", "admin"],
  "api-keys:manage": ["owner", "admin"],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof table;
export const permissions = Object.keys(table) as Permission[];

export function can(role: Role, permission: Permission): boolean {
  const holders: readonly Role[] = table[permission];
  return holders.includes(role);
}

export const permissionsOf = (role: Role): Permission[] =>
  permissions.filter((permission) => can(role, permission));

/** What takes a person: their own account, who belongs here, what is paid, and the keys themselves, lest one outlives its revocation. */
const takesPerson: readonly Permission[] = [
  "account:manage",
  "address:update",
  "members:manage",
  "ownership:transfer",
  "billing:manage",
  "api-keys:manage",
];

/** What an API key of this role may be allowed. */
export const scopesOf = (role: Role): Permission[] =>
  permissionsOf(role).filter((permission) => !takesPerson.includes(permission));

/** Higher rank, more power; billing and viewer stand level. Nobody grants a role above their own. */
const rank: Record<Role, number> = { owner: 4, admin: 3, member: 2, viewer: 1, billing: 1 };

export const outranks = (actor: Role, target: Role): boolean => rank[actor] > rank[target];
export const mayGrant = (actor: Role, role: Role): boolean => rank[actor] >= rank[role];

/** In English, for mails, which do not speak another language yet; pages say `roles`. */
export const roleLabels: Record<Role, { name: string }> = {
  owner: { name: "Owner" },
  admin: { name: "Admin" },
  member: { name: "Member" },
  viewer: { name: "Viewer" },
  billing: { name: "Billing" },
};
