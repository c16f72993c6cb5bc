import {
  ChartNoAxesColumn,
  CreditCard,
  FolderKanban,
  FolderPlus,
  KeyRound,
  LayoutDashboard,
  type LucideIcon,
  ScrollText,
  Settings,
  ShieldCheck,
  SlidersHorizontal,
  UserPlus,
  UserRound,
  Users,
  Webhook,
} from "lucide-react";
import type { Permission } from "@/lib/core/permissions";
import type english from "@/messages/en/shell.json";

/** What a page looks like before it is there. */
export type Looks = "dashboard" | "list" | "detail" | "form" | "billing";

export interface Item {
  /** A path inside the workspace. */
  href: string;
  /** Its key in `shell.pages` of messages/. */
  name: keyof typeof english.pages;
  icon: LucideIcon;
  /** Without it the page would answer 403, or the change be refused. */
  permission: Permission;
}

export interface Page extends Item {
  looks: Looks;
  /** Typed after a g it leads there. */
  letter?: string;
}

/** The work: the sidebar, in its order. */
export const workPages: Page[] = [
  {
    href: "/",
    name: "dashboard",
    icon: LayoutDashboard,
    permission: "workspace:read",
    looks: "dashboard",
    letter: "d",
  },
  {
    href: "/projects",
    name: "projects",
    icon: FolderKanban,
    permission: "projects:read",
    looks: "list",
    letter: "p",
  },
];

/** The way into the settings, at the foot of the sidebar; it leads to the first of their pages. */
export const settingsEntry: Item & { letter: string } = {
  href: "/settings/general",
  name: "settings",
  icon: Settings,
  permission: "workspace:read",
  letter: "s",
};

export interface Group {
  name: keyof typeof english.groups;
  pages: Page[];
}

/** The sidebar of the settings, which takes the other one's place. */
export const settingsGroups: Group[] = [
  {
    name: "workspace",
    pages: [
      {
        href: "/settings/general",
        name: "general",
        icon: SlidersHorizontal,
        permission: "workspace:read",
        looks: "form",
      },
      { href: "/settings/members", name: "members", icon: Users, permission: "members:read", looks: "list" },
      {
        href: "/settings/usage",
        name: "usage",
        icon: ChartNoAxesColumn,
        permission: "billing:read",
        looks: "form",
      },
      {
        href: "/settings/billing",
        name: "billing",
        icon: CreditCard,
        permission: "billing:read",
        looks: "billing",
      },
      {
        href: "/settings/webhooks",
        name: "webhooks",
        icon: Webhook,
        permission: "webhooks:read",
        looks: "list",
      },
      {
        href: "/settings/api-keys",
        name: "apiKeys",
        icon: KeyRound,
        permission: "api-keys:manage",
        looks: "list",
      },
      { href: "/settings/audit", name: "audit", icon: ScrollText, permission: "audit:read", looks: "list" },
    ],
  },
  {
    name: "you",
    pages: [
      {
        href: "/settings/profile",
        name: "profile",
        icon: UserRound,
        permission: "account:manage",
        looks: "form",
      },
      {
        href: "/settings/security",
        name: "security",
        icon: ShieldCheck,
        permission: "account:manage",
        looks: "form",
      },
    ],
  },
];

/** What the palette can begin; changes, so none of it is offered while the workspace is read-only. */
export const deeds: Item[] = [
  { href: "/projects/new", name: "newProject", icon: FolderPlus, permission: "projects:write" },
  { href: "/settings/members", name: "inviteMembers", icon: UserPlus, permission: "members:manage" },
];

export const settingsPages: Page[] = settingsGroups.flatMap(({ pages }) => pages);

/** Whether a path inside the workspace is one of the settings'. */
export const isSettingsPath = (path: string): boolean =>
  path === "/settings" || path.startsWith("/settings/");

/** What a page of ours will look like. Below a list stands one of its things. */
export function looksOf(path: string): Looks {
  const all = [...workPages, ...settingsPages];
  const exact = all.find(({ href }) => href === path);
  if (exact) return exact.looks;
  const above = all.find(({ href }) => path.startsWith(`${href}/`));
  return above?.looks === "list" ? "detail" : "form";
}
