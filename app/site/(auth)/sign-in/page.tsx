import { SignInForm } from "@/components/auth/sign-in-form";
import { SignInNotice } from "@/components/auth/sign-in-notice";
import { TextLink } from "@/components/auth/text-link";
import { AuthShell } from "@/components/shell/auth-shell";
import { safePath } from "@/lib/auth/safe-path";
import { currentSession } from "@/lib/entry/context";
import { getTranslations, titled } from "@/lib/entry/language";
import { lead } from "@/lib/entry/lead";

export const generateMetadata = titled("auth.signIn.title");

type Props = { searchParams: Promise<{ next?: string | string[]; notice?: string }> };

export default async function SignInPage({ searchParams }: Props) {
  const { next, notice } = await searchParams;
  const target = next ? safePath(next) : "/workspaces?enter=only";
  if (await currentSession()) return lead(target);
  const t = await getTranslations("auth.signIn");
  return (
    <AuthShell
      title={t("title")}
      description={t("description")}
      footer={t.rich("noAccountRoot", { link: (text) => <TextLink href="/sign-up">{text}</TextLink> })}
    >
      <SignInNotice notice={notice} />
      <SignInForm next={target} />
    </AuthShell>
  );
}
