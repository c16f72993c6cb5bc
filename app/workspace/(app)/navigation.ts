import type { NavigationItem } from "@/components/shell/shell-types";
import { mayChange } from "@/lib/core/command";
import type { TenantContext } from "@/lib/core/context";
import { can, type Permission } from "@/lib/core/permissions";

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

/** What the sidebar and the palette offer: only pages that would not answer 403, and changes that would be taken. */
export function navigationFor(context: TenantContext) {
  const isAllowed = ({ permission }: { permission: Permission }) => can(context.role, permission);
  const isOpen = ({ permission }: { permission: Permission }) => mayChange(context, permission);
  return {
    navigation: main.filter(isAllowed),
    secondaryNavigation: secondary.filter(isAllowed),
    commands: commands.filter(isOpen).map(({ href, label }) => ({ href, label })),
  };
}
