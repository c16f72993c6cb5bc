import { useFormats, useTranslations } from "#translations";
import { SignUpFields, type SignUpPolicy } from "@/components/tenancy/sign-up-fields";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { ActionForm, SubmitButton } from "@/components/ui/form";
import { updateSignUpAction } from "@/lib/tenancy/actions";

type SignUpCardProps = {
  policy: SignUpPolicy;
  domains: string[];
  role: "member" | "viewer";
  /** Where people sign up; absolute, to be passed on. */
  signUpUrl: string;
  canUpdate: boolean;
};

/** Who may join without being invited by name. */
export function SignUpCard({ canUpdate, signUpUrl, ...stored }: SignUpCardProps) {
  const t = useTranslations("tenancy.signUp");
  const { anyOf } = useFormats();
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("title")}</CardTitle>
        <CardDescription>
          {canUpdate ? t("always") : t(stored.policy, { domains: anyOf(stored.domains) })}
        </CardDescription>
      </CardHeader>
      {canUpdate ? (
        <CardContent>
          <ActionForm action={updateSignUpAction}>
            <SignUpFields {...stored} signUpUrl={signUpUrl} />
            <SubmitButton>{t("submit")}</SubmitButton>
          </ActionForm>
        </CardContent>
      ) : null}
    </Card>
  );
}
