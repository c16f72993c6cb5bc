import { noun, plainly } from "@/lib/core/noun";
import { changePassword } from "./change-password";
import { checkLink } from "./check-link";
import { createHandoff } from "./create-handoff";
import { finishHandoff } from "./finish-handoff";
import { getPicture } from "./get-picture";
import { listSessions } from "./list-sessions";
import { purgeJob } from "./purge";
import { refusedSignInJob } from "./refused-sign-in";
import { mailResetLinkJob, requestPasswordReset } from "./request-password-reset";
import { requestVerification } from "./request-verification";
import { resetPassword } from "./reset-password";
import { revokeOtherSessions, revokeSession } from "./revoke-session";
import { removePicture, setPicture } from "./set-picture";
import { signIn } from "./sign-in";
import { signInByLink } from "./sign-in-by-link";
import { signOut } from "./sign-out";
import { updateProfile } from "./update-profile";
import { updateRegion } from "./update-region";
import { describeVerification, verifyEmail } from "./verify-email";

export const auth = noun({
  name: "auth",
  ids: { usr: "person", ses: "session", tok: "mailed link" },
  events: plainly("session.created", "session.revoked", "account.updated", "password.changed"),
  operations: [
    changePassword,
    checkLink,
    createHandoff,
    finishHandoff,
    getPicture,
    listSessions,
    removePicture,
    requestPasswordReset,
    requestVerification,
    resetPassword,
    revokeOtherSessions,
    revokeSession,
    setPicture,
    signInByLink,
    signIn,
    signOut,
    updateProfile,
    updateRegion,
    describeVerification,
    verifyEmail,
  ],
  jobs: [refusedSignInJob, purgeJob, mailResetLinkJob],
});
