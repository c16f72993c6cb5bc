import type { ReactNode } from "react";
import { SettingsShell } from "@/components/shell/settings-shell";
import { can, type Permission } from "@/lib/core/permissions";
import { viewer } from "@/lib/entry/page";

const pages: { href: string; label: string; permission: Permission }[] = [
  { href: "/settings/general", label: "General", permission: "workspace:read" },
  { href: "/settings/members", label: "Members", permission: "members:read" },
  { href: "/settings/billing", label: "Billing", permission: "billing:read" },
  { href: "/settings/usage", label: "Usage", permission: "billing:read" },
  { href: "/settings/audit", label: "Audit log", permission: "audit:read" },
];

export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const { role } = await viewer();
  return (
    <SettingsShell items={pages.filter(({ permission }) => can(role, permission))}>{children}</SettingsShell>
  );
}
