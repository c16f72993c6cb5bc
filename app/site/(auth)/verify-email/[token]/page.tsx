import { AuthMessage } from "@/components/auth/auth-message";
import { VerifyEmailForm } from "@/components/auth/verify-email-form";
import { AuthShell } from "@/components/shell/auth-shell";
import { describeVerification } from "@/lib/auth/verify-email";
import { getTranslations, titled } from "@/lib/entry/language";
import { look } from "@/lib/entry/page";

export const generateMetadata = titled("auth.verify.title");

export default async function VerifyEmailPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const account = await look(describeVerification, { token });
  const t = await getTranslations("auth");
  if (!account)
    return (
      <AuthMessage title={t("link.usedUp")} link={{ href: "/workspaces", label: t("verify.goOn") }}>
        {t("verify.usedUp")}
      </AuthMessage>
    );
  const { email, workspaces, isSignedIn } = account;
  return (
    <AuthShell title={t("verify.title")} description={t("verify.description", { email })}>
      {workspaces.length === 0 ? null : <Belongings workspaces={workspaces} />}
      <VerifyEmailForm token={token} email={email} isSignedIn={isSignedIn} />
    </AuthShell>
  );
}

async function Belongings({ workspaces }: { workspaces: { name: string; slug: string }[] }) {
  const t = await getTranslations("auth.verify");
  return (
    <div className="mb-6 text-sm">
      <p>{t("belongings")}</p>
      <ul className="mt-1 list-disc pl-5">
        {workspaces.map(({ name, slug }) => (
          <li key={slug} className="break-words">
            {name} <span className="text-muted-foreground">{`(${slug})`}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
