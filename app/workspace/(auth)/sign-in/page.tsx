import type { Metadata } from "next";
import { SignInForm } from "@/components/auth/sign-in-form";
import { SignInNotice } from "@/components/auth/sign-in-notice";
import { TextLink } from "@/components/auth/text-link";
import { AuthShell } from "@/components/shell/auth-shell";
import { safePath } from "@/lib/auth/safe-path";
import { lead } from "@/lib/entry/lead";
import { currentTenant } from "@/lib/entry/place";
import { isMemberHere } from "../is-member-here";

export const metadata: Metadata = { title: "Sign in" };

type Props = { searchParams: Promise<{ next?: string | string[]; notice?: string }> };

export default async function SignInPage({ searchParams }: Props) {
  const { next, notice } = await searchParams;
  const { tenant } = await currentTenant();
  if (await isMemberHere()) return lead(safePath(next));
  return (
    <AuthShell
      title="Sign in"
      workspaceName={tenant.name}
      footer={
        tenant.signUpPolicy === "invitation" ? (
          "No account yet? Ask a colleague to invite you."
        ) : (
          <>
            No account yet? <TextLink href="/sign-up">Sign up</TextLink>
          </>
        )
      }
    >
      <SignInNotice notice={notice} />
      <SignInForm next={safePath(next)} />
    </AuthShell>
  );
}
