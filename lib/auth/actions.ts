"use server";

import { platformAction } from "@/lib/entry/action";
import { said } from "@/lib/platform/said";
import { changePassword } from "./change-password";
import { clearSession, startSession } from "./next-auth";
import { requestPasswordReset } from "./request-password-reset";
import { requestVerification } from "./request-verification";
import { resetPassword } from "./reset-password";
import { revokeOtherSessions, revokeSession } from "./revoke-session";
import { signIn } from "./sign-in";
import { signInByLink } from "./sign-in-by-link";
import { signOut } from "./sign-out";
import { updateProfile } from "./update-profile";
import { updateRegion } from "./update-region";
import { verifyEmail } from "./verify-email";

export const signInAction = platformAction(signIn, {
  async onDone({ ticket }, { tenant }) {
    if (ticket) await startSession(tenant, ticket);
  },
  redirectTo: ({ next }) => next,
});
export const signInByLinkAction = platformAction(signInByLink, {
  onDone: ({ ticket }, { tenant }) => startSession(tenant, ticket),
  redirectTo: ({ next }) => next,
});

export const signOutAction = platformAction(signOut, {
  onDone: (_, { tenant }) => clearSession(tenant),
  redirectTo: "/sign-in",
});

export const requestPasswordResetAction = platformAction(requestPasswordReset, {
  redirectTo: "/forgot-password?sent=1",
});
export const resetPasswordAction = platformAction(resetPassword, {
  redirectTo: "/sign-in?notice=password-changed",
});

export const requestVerificationAction = platformAction(requestVerification, {
  message: ({ isSent }) =>
    isSent ? "We sent you a new link. Check your mail." : "Your e-mail is verified already.",
});
export const verifyEmailAction = platformAction(verifyEmail, { redirectTo: "/verify-email/done" });

export const updateProfileAction = platformAction(updateProfile, {
  message: "Profile saved",
});
export const updateRegionAction = platformAction(updateRegion, { message: said("region.saved") });
export const changePasswordAction = platformAction(changePassword, {
  message: "Password changed. Your other sessions have ended.",
});
export const revokeSessionAction = platformAction(revokeSession, {
  message: "Session ended",
});
export const revokeOtherSessionsAction = platformAction(revokeOtherSessions, {
  message: "Your other sessions have ended.",
});
