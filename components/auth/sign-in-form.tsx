import { PasswordField } from "@/components/auth/password-field";
import { TextLink } from "@/components/auth/text-link";
import { ActionForm, SubmitButton } from "@/components/ui/form";
import { FormField } from "@/components/ui/form-field";
import { signInAction } from "@/lib/auth/actions";

/** `next` is a path of this host; the action refuses any other. */
export function SignInForm({ next }: { next: string }) {
  return (
    <ActionForm action={signInAction}>
      <input type="hidden" name="next" value={next} />
      <FormField name="email" label="E-mail" type="email" autoComplete="username" required />
      <PasswordField autoComplete="current-password" />
      <SubmitButton className="w-full">Sign in</SubmitButton>
      <p className="text-center text-sm">
        <TextLink href="/forgot-password" className="font-normal text-muted-foreground">
          Forgot your password?
        </TextLink>
      </p>
    </ActionForm>
  );
}
