import { AccountName, PasswordField } from "@/components/auth/password-field";
import { passwordHint } from "@/components/auth/reset-forms";
import { StatusBadge } from "@/components/ui/badge";
import { ActionForm, SubmitButton } from "@/components/ui/form";
import { FormField } from "@/components/ui/form-field";
import { changePasswordAction, requestVerificationAction, updateProfileAction } from "@/lib/auth/actions";

export function ProfileForm({ name }: { name: string }) {
  return (
    <ActionForm action={updateProfileAction} className="grid max-w-md gap-5">
      <FormField name="name" label="Name" autoComplete="name" defaultValue={name} required />
      <SubmitButton className="justify-self-start">Save profile</SubmitButton>
    </ActionForm>
  );
}

/** The address a person signs in with, and whether we know that it is theirs. */
export function EmailState({ email, isVerified }: { email: string; isVerified: boolean }) {
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="break-all text-sm">{email}</span>
        <StatusBadge variant={isVerified ? "success" : "warning"}>
          {isVerified ? "Verified" : "Not verified"}
        </StatusBadge>
      </div>
      {isVerified ? null : (
        <ActionForm action={requestVerificationAction} className="grid gap-3">
          <SubmitButton variant="outline" className="justify-self-start">
            Send the verification link again
          </SubmitButton>
        </ActionForm>
      )}
    </div>
  );
}

export function PasswordForm({ email }: { email: string }) {
  return (
    <ActionForm action={changePasswordAction} isResetOnSuccess className="grid max-w-md gap-5">
      <AccountName email={email} />
      <PasswordField name="currentPassword" label="Current password" autoComplete="current-password" />
      <PasswordField
        name="newPassword"
        label="New password"
        hint={passwordHint}
        autoComplete="new-password"
      />
      <SubmitButton className="justify-self-start">Change password</SubmitButton>
    </ActionForm>
  );
}
