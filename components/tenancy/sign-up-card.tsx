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
  return (
    <Card>
      <CardHeader>
        <CardTitle>Who may join</CardTitle>
        <CardDescription>
          {canUpdate
            ? "People you invite by name may always join."
            : sentences[stored.policy](stored.domains)}
        </CardDescription>
      </CardHeader>
      {canUpdate ? (
        <CardContent>
          <ActionForm action={updateSignUpAction}>
            <SignUpFields {...stored} signUpUrl={signUpUrl} />
            <SubmitButton>Save sign-up</SubmitButton>
          </ActionForm>
        </CardContent>
      ) : null}
    </Card>
  );
}

const sentences: Record<SignUpPolicy, (domains: string[]) => string> = {
  invitation: () => "Only people who are invited.",
  domain: (domains) => `Anybody with an address at ${domains.join(" or ")}, and people who are invited.`,
  open: () => "Anybody who signs up, and people who are invited.",
};
