import type { Metadata } from "next";
import { SignInForm } from "@/components/auth/sign-in-form";
import { SignInNotice } from "@/components/auth/sign-in-notice";
import { TextLink } from "@/components/auth/text-link";
import { AuthShell } from "@/components/shell/auth-shell";
import { safePath } from "@/lib/auth/safe-path";
import { currentSession } from "@/lib/entry/context";
import { lead } from "@/lib/entry/lead";

export const metadata: Metadata = { title: "Sign in" };

type Props = { searchParams: Promise<{ next?: string | string[]; notice?: string }> };

export default async function SignInPage({ searchParams }: Props) {
  const { next, notice } = await searchParams;
  const target = next ? safePath(next) : "/workspaces";
  if (await currentSession()) return lead(target);
  return (
    <AuthShell
      title="Sign in"
      description="To see all your workspaces and open new ones."
      footer={
        <>
          No account yet? <TextLink href="/sign-up">Create a workspace</TextLink>
        </>
      }
    >
      <SignInNotice notice={notice} />
      <SignInForm next={target} />
    </AuthShell>
  );
}
