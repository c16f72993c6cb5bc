import { useTranslations } from "#translations";
import { Button } from "@/components/ui/button";
import { IdentityAvatar } from "@/components/ui/identity-avatar";
import { PlainLink } from "@/components/ui/link";

export interface ShownWorkspace {
  name: string;
  picture: string | null;
  href: string;
  /** The person's role, or why it cannot be opened. */
  note: string;
  isSuspended: boolean;
}

/** Plain links, not prefetched ones: opening one starts a session on another host. */
export function WorkspaceList({ workspaces }: { workspaces: ShownWorkspace[] }) {
  const t = useTranslations("onboarding.workspaces");
  return (
    <div className="grid gap-5">
      {workspaces.length === 0 ? (
        <p className="text-muted-foreground text-sm">{t("none")}</p>
      ) : (
        <ul className="divide-y rounded-lg border">
          {workspaces.map((workspace) => (
            <WorkspaceItem key={workspace.href} {...workspace} />
          ))}
        </ul>
      )}
      <Button asChild variant={workspaces.length === 0 ? "default" : "outline"} className="w-full">
        <PlainLink href="/sign-up">{t("new")}</PlainLink>
      </Button>
    </div>
  );
}

function WorkspaceItem({ name, picture, href, note, isSuspended }: ShownWorkspace) {
  const t = useTranslations("onboarding.workspaces");
  return (
    <li className="flex items-center gap-3 px-3 py-2.5">
      <IdentityAvatar name={name} picture={picture} shape="square" />
      <span className="min-w-0 flex-1 leading-tight">
        <span className="block font-medium text-sm">{name}</span>
        <span className="text-muted-foreground text-xs">{note}</span>
      </span>
      {isSuspended ? null : (
        <Button asChild size="sm" variant="outline">
          <a href={href}>
            {t.rich("open", { name, hidden: (text) => <span className="sr-only">{text}</span> })}
          </a>
        </Button>
      )}
    </li>
  );
}
