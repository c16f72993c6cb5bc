"use client";

import { useFormField } from "@/components/ui/form";
import { FormSelect, FormTextarea } from "@/components/ui/form-field";
import { Radio, RadioGroup } from "@/components/ui/radio-group";

export type SignUpPolicy = "invitation" | "domain" | "open";

type SignUpFieldsProps = {
  policy: SignUpPolicy;
  domains: string[];
  role: "member" | "viewer";
  signUpUrl: string;
};

const choices: { value: SignUpPolicy; label: string; hint: string }[] = [
  {
    value: "invitation",
    label: "Invitation only",
    hint: "Nobody joins unless an owner or admin invites them.",
  },
  {
    value: "domain",
    label: "Your company’s e-mail domains",
    hint: "Whoever confirms an address at one of them joins by themselves.",
  },
  {
    value: "open",
    label: "Open sign-up",
    hint: "Anybody who confirms an e-mail address joins by themselves.",
  },
];

/** The three ways in. What a choice asks for next appears with it, by CSS alone. */
export function SignUpFields({ policy, domains, role, signUpUrl }: SignUpFieldsProps) {
  const typed = useFormField("signUpPolicy").value;
  const domainsField = useFormField("signUpDomains");
  return (
    <div className="group grid gap-5">
      <RadioGroup legend={<span className="sr-only">Who may join</span>}>
        {choices.map(({ value, label, hint }) => (
          <Radio
            key={value}
            name="signUpPolicy"
            value={value}
            label={label}
            hint={hint}
            defaultChecked={value === (typed ?? policy)}
          />
        ))}
      </RadioGroup>
      <div className={domainsField.error ? undefined : "hidden group-has-[[value=domain]:checked]:block"}>
        <FormTextarea
          name="signUpDomains"
          label="Domains"
          hint="The part after the @, one per line. Free mail such as gmail.com is refused."
          placeholder="acme.com"
          defaultValue={domains.join("\n")}
          rows={3}
          spellCheck={false}
        />
      </div>
      <div className="grid gap-5 group-has-[[value=invitation]:checked]:hidden">
        <FormSelect name="signUpRole" label="They join as" defaultValue={role}>
          <option value="member">Member: creates and edits projects</option>
          <option value="viewer">Viewer: sees, changes nothing</option>
        </FormSelect>
        <p className="text-muted-foreground text-sm">
          They sign up at <span className="text-foreground">{signUpUrl}</span>
        </p>
      </div>
    </div>
  );
}
