"use client";

import { useTranslations } from "#translations";
import { useFormField } from "@/components/ui/form";
import { FormSelect, FormTextarea } from "@/components/ui/form-field";
import { NativeRadioGroup, Radio } from "@/components/ui/native-radio-group";

export type SignUpPolicy = "invitation" | "domain" | "open";

type SignUpFieldsProps = {
  policy: SignUpPolicy;
  domains: string[];
  role: "member" | "viewer";
  signUpUrl: string;
};

const choices = [
  { value: "invitation", hintKey: "invitationHint" },
  { value: "domain", hintKey: "domainHint" },
  { value: "open", hintKey: "openHint" },
] as const satisfies { value: SignUpPolicy; hintKey: string }[];

/** The three ways in. What a choice asks for next appears with it, by CSS alone. */
export function SignUpFields({ policy, domains, role, signUpUrl }: SignUpFieldsProps) {
  const t = useTranslations("joining");
  const typed = useFormField("signUpPolicy").value;
  const domainsField = useFormField("signUpDomains");
  return (
    <div className="group grid gap-5">
      <NativeRadioGroup legend={<span className="sr-only">{t("legend")}</span>}>
        {choices.map(({ value, hintKey }) => (
          <Radio
            key={value}
            name="signUpPolicy"
            value={value}
            label={t(value)}
            hint={t(hintKey)}
            defaultChecked={value === (typed ?? policy)}
          />
        ))}
      </NativeRadioGroup>
      <div className={domainsField.error ? undefined : "hidden group-has-[[value=domain]:checked]:block"}>
        <FormTextarea
          name="signUpDomains"
          label={t("domains")}
          hint={t("domainsHint")}
          placeholder={t("domainsPlaceholder")}
          defaultValue={domains.join("\n")}
          rows={3}
          spellCheck={false}
        />
      </div>
      <div className="grid gap-5 group-has-[[value=invitation]:checked]:hidden">
        <FormSelect name="signUpRole" label={t("role")} defaultValue={role}>
          <option value="member">{t("member")}</option>
          <option value="viewer">{t("viewer")}</option>
        </FormSelect>
        <p className="text-muted-foreground text-sm">
          {t.rich("signUpAt", {
            url: signUpUrl,
            address: (text) => <span className="text-foreground">{text}</span>,
          })}
        </p>
      </div>
    </div>
  );
}
