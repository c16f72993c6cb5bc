import { Alert } from "@/components/ui/alert";

/** What led to the sign-in page, by the `notice` of its address. */
export function SignInNotice({ notice }: { notice: string | undefined }) {
  if (notice === "password-changed")
    return (
      <Alert variant="success" className="mb-5">
        Your password was changed. Sign in with the new one.
      </Alert>
    );
  if (notice === "proof")
    return (
      <Alert className="mb-5">
        Many sign-ins have failed here lately, so a new device needs your mailbox too. If that e-mail and
        password fit, we have sent you a link that signs you in.
      </Alert>
    );
  if (notice === "cookies")
    return (
      <Alert variant="warning" title="Signing in needs a cookie" className="mb-5">
        Your browser did not keep it, so you are not signed in. Allow cookies for this site, then sign in
        again.
      </Alert>
    );
  return null;
}
