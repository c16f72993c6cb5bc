"use server";

import { platformAction } from "@/lib/entry/action";
import { said } from "@/lib/platform/said";
import { changePassword } from "./change-password";
import { clearSession, startSession } from "./next-auth";
import { requestPasswordReset } from "./request-password-reset";
import { requestVerification } from "./request-verification";
import { resetPassword } from "./reset-password";
import { revokeOtherSessions, revokeSession } from "./revoke-session";
import { removePicture, setPicture } from "./set-picture";
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
  message: ({ isSent }) => said(isSent ? "auth.done.linkSent" : "auth.done.verifiedAlready"),
});
export const verifyEmailAction = platformAction(verifyEmail, { redirectTo: "/verify-email/done" });

export const updateProfileAction = platformAction(updateProfile, {
  message: said("auth.done.profile"),
});
export const setPictureAction = platformAction(setPicture, { message: said("pictures.done.picture") });
export const removePictureAction = platformAction(removePicture, {
  message: said("pictures.done.pictureRemoved"),
});
export const updateRegionAction = platformAction(updateRegion, { message: said("region.saved") });
export const changePasswordAction = platformAction(changePassword, {
  message: said("auth.done.password"),
});
export const revokeSessionAction = platformAction(revokeSession, {
  message: said("auth.done.session"),
});
export const revokeOtherSessionsAction = platformAction(revokeOtherSessions, {
  message: said("auth.done.sessions"),
});
