import type { ReactNode } from "react";
import { AuthShell } from "@/components/shell/auth-shell";
import { Button } from "@/components/ui/button";
import { PlainLink } from "@/components/ui/link";

interface AuthMessageProps {
  title: string;
  workspaceName?: string;
  workspacePicture?: string | null;
  /** The way on; every end of the road has one. */
  link: { href: string; label: string };
  children: ReactNode;
}

/** A card that says one thing: check your mail, this link is used up. */
export function AuthMessage({ link, children, ...shell }: AuthMessageProps) {
  return (
    <AuthShell {...shell} description={children}>
      <Button asChild variant="outline" className="w-full">
        <PlainLink href={link.href}>{link.label}</PlainLink>
      </Button>
    </AuthShell>
  );
}
