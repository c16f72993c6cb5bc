import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SignInForm } from "@/components/auth/sign-in-form";
import { TextLink } from "@/components/auth/text-link";
import { AuthShell } from "@/components/shell/auth-shell";
import { Alert } from "@/components/ui/alert";
import { safePath } from "@/lib/auth/schema";
import { currentSession } from "@/lib/entry/context";

export const metadata: Metadata = { title: "Sign in" };

type Props = { searchParams: Promise<{ next?: string; notice?: string }> };

export default async function SignInPage({ searchParams }: Props) {
  const { next, notice } = await searchParams;
  const target = next ? safePath(next) : "/workspaces";
  if (await currentSession()) redirect(target);
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
      {notice === "password-changed" ? (
        <Alert variant="success" className="mb-5">
          Your password was changed. Sign in with the new one.
        </Alert>
      ) : null}
      <SignInForm next={target} />
    </AuthShell>
  );
}
