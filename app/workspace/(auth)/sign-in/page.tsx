import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SignInForm } from "@/components/auth/sign-in-form";
import { TextLink } from "@/components/auth/text-link";
import { AuthShell } from "@/components/shell/auth-shell";
import { Alert } from "@/components/ui/alert";
import { safePath } from "@/lib/auth/schema";
import { currentTenant } from "@/lib/entry/place";
import { isMemberHere } from "../is-member-here";

export const metadata: Metadata = { title: "Sign in" };

type Props = { searchParams: Promise<{ next?: string; notice?: string }> };

export default async function SignInPage({ searchParams }: Props) {
  const { next, notice } = await searchParams;
  const { tenant, basePath } = await currentTenant();
  if (await isMemberHere()) redirect(`${basePath}${safePath(next)}`);
  return (
    <AuthShell
      title="Sign in"
      workspaceName={tenant.name}
      footer={
        tenant.signUpPolicy === "invitation" ? (
          "No account yet? Ask a colleague to invite you."
        ) : (
          <>
            No account yet? <TextLink href={`${basePath}/sign-up`}>Sign up</TextLink>
          </>
        )
      }
    >
      {notice === "password-changed" ? (
        <Alert variant="success" className="mb-5">
          Your password was changed. Sign in with the new one.
        </Alert>
      ) : null}
      <SignInForm next={safePath(next)} basePath={basePath} />
    </AuthShell>
  );
}
