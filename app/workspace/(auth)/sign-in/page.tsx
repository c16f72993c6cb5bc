import { SignInForm } from "@/components/auth/sign-in-form";
import { SignInNotice } from "@/components/auth/sign-in-notice";
import { TextLink } from "@/components/auth/text-link";
import { AuthShell } from "@/components/shell/auth-shell";
import { safePath } from "@/lib/auth/safe-path";
import { getTranslations, titled } from "@/lib/entry/language";
import { lead } from "@/lib/entry/lead";
import { currentTenant } from "@/lib/entry/place";
import { isMemberHere } from "../is-member-here";

export const generateMetadata = titled("auth.signIn.title");

type Props = { searchParams: Promise<{ next?: string | string[]; notice?: string }> };

export default async function SignInPage({ searchParams }: Props) {
  const { next, notice } = await searchParams;
  const { tenant } = await currentTenant();
  if (await isMemberHere()) return lead(safePath(next));
  const t = await getTranslations("auth.signIn");
  return (
    <AuthShell
      title={t("title")}
      workspaceName={tenant.name}
      workspacePicture={tenant.picture}
      footer={
        tenant.signUpPolicy === "invitation"
          ? t("askColleague")
          : t.rich("noAccount", { link: (text) => <TextLink href="/sign-up">{text}</TextLink> })
      }
    >
      <SignInNotice notice={notice} />
      <SignInForm next={safePath(next)} />
    </AuthShell>
  );
}
