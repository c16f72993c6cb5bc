import type { Metadata } from "next";
import { AuthMessage } from "@/components/auth/auth-message";
import { SignUpForm } from "@/components/auth/sign-up-form";
import { TextLink } from "@/components/auth/text-link";
import { AuthShell } from "@/components/shell/auth-shell";
import { lead } from "@/lib/entry/lead";
import { currentTenant } from "@/lib/entry/place";
import { isMemberHere } from "../is-member-here";

export const metadata: Metadata = { title: "Sign up" };

export default async function SignUpPage({ searchParams }: { searchParams: Promise<{ sent?: string }> }) {
  const { sent } = await searchParams;
  const { tenant } = await currentTenant();
  if (await isMemberHere()) return lead("/");
  const signIn = { href: "/sign-in", label: "Back to sign-in" };
  if (sent)
    return (
      <AuthMessage title="Check your mail" workspaceName={tenant.name} link={signIn}>
        We sent you a link. Open it on this device to finish; it works for 24 hours.
      </AuthMessage>
    );
  if (tenant.signUpPolicy === "invitation")
    return (
      <AuthMessage title="By invitation only" workspaceName={tenant.name} link={signIn}>
        {tenant.name} admits people by invitation. Ask somebody who works there to invite you.
      </AuthMessage>
    );
  return (
    <AuthShell
      title={`Join ${tenant.name}`}
      workspaceName={tenant.name}
      footer={
        <>
          Have an account? <TextLink href={signIn.href}>Sign in</TextLink>
        </>
      }
    >
      <SignUpForm
        emailHint={tenant.signUpPolicy === "domain" ? domainsOf(tenant.signUpDomains) : undefined}
      />
    </AuthShell>
  );
}

const domainsOf = (domains: string[]) =>
  `It must end in ${domains.map((domain) => `@${domain}`).join(" or ")}.`;
