import {
  CreditCard,
  FolderKanban,
  LayoutDashboard,
  type LucideIcon,
  ScrollText,
  Settings,
  Users,
} from "lucide-react";
import type { Permission } from "@/lib/core/permissions";

interface Item {
  /** A path inside the workspace. */
  href: string;
  label: string;
  icon: LucideIcon;
  /** Without it the page would answer 403. */
  permission: Permission;
}

/** The sidebar, in its order. */
export const mainItems: Item[] = [
  { href: "/", label: "Dashboard", icon: LayoutDashboard, permission: "workspace:read" },
  { href: "/projects", label: "Projects", icon: FolderKanban, permission: "projects:read" },
  { href: "/settings/members", label: "Members", icon: Users, permission: "members:read" },
  { href: "/settings/audit", label: "Audit log", icon: ScrollText, permission: "audit:read" },
  { href: "/settings/billing", label: "Billing", icon: CreditCard, permission: "billing:read" },
];

/** What stands apart at its foot. */
export const secondaryItems: Item[] = [
  { href: "/settings/general", label: "Settings", icon: Settings, permission: "workspace:read" },
];

/** What the palette offers beside the pages above. */
export const commandItems: Omit<Item, "icon">[] = [
  { href: "/projects/new", label: "New project", permission: "projects:write" },
];

/** The icon of a sidebar's link: a component cannot travel from the server to the browser, so it is found here by the path. */
export const iconOf = (href: string): LucideIcon =>
  [...mainItems, ...secondaryItems].find((item) => item.href === href)?.icon ?? FolderKanban;
