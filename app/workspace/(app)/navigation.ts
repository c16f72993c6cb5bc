import { commandItems, mainItems, secondaryItems } from "@/components/shell/navigation-items";
import { mayChange } from "@/lib/core/access";
import type { TenantContext } from "@/lib/core/context";
import { can, type Permission } from "@/lib/core/permissions";

const linkOf = ({ href, label }: { href: string; label: string }) => ({ href, label });

/** What the sidebar and the palette offer: only pages that would not answer 403, and changes that would be taken. */
export function navigationFor(context: TenantContext) {
  const isAllowed = ({ permission }: { permission: Permission }) => can(context.role, permission);
  const isOpen = ({ permission }: { permission: Permission }) => mayChange(context, permission);
  return {
    navigation: mainItems.filter(isAllowed).map(linkOf),
    secondaryNavigation: secondaryItems.filter(isAllowed).map(linkOf),
    commands: commandItems.filter(isOpen).map(linkOf),
  };
}
