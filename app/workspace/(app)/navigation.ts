import type { NavigationItem } from "@/components/shell/shell-types";
import { can, type Permission, type Role } from "@/lib/core/permissions";

type Entry = NavigationItem & { permission: Permission };

const main: Entry[] = [
  { href: "/", label: "Dashboard", icon: "dashboard", permission: "workspace:read" },
  { href: "/projects", label: "Projects", icon: "projects", permission: "projects:read" },
  { href: "/settings/members", label: "Members", icon: "members", permission: "members:read" },
  { href: "/settings/audit", label: "Audit log", icon: "audit", permission: "audit:read" },
  { href: "/settings/billing", label: "Billing", icon: "billing", permission: "billing:read" },
];

const secondary: Entry[] = [
  { href: "/settings/general", label: "Settings", icon: "settings", permission: "workspace:read" },
];

const commands: { href: string; label: string; permission: Permission }[] = [
  { href: "/projects/new", label: "New project", permission: "projects:write" },
];

/** What the sidebar and the palette offer to a role: only pages that would not answer 403. */
export function navigationFor(role: Role) {
  const isAllowed = ({ permission }: { permission: Permission }) => can(role, permission);
  return {
    navigation: main.filter(isAllowed),
    secondaryNavigation: secondary.filter(isAllowed),
    commands: commands.filter(isAllowed).map(({ href, label }) => ({ href, label })),
  };
}
