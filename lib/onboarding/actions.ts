"use server";

import { cookies } from "next/headers";
import { hostCookie } from "@/lib/auth/host-cookie";
import { startSession } from "@/lib/auth/next-auth";
import { platformAction } from "@/lib/entry/action";
import { acceptInvitation } from "./accept-invitation";
import { checkSlug } from "./check-slug";
import { confirmSignUp } from "./confirm-sign-up";
import { findWorkspaces } from "./find-workspaces";
import { openAnotherWorkspace } from "./open-another-workspace";
import { openWorkspace } from "./open-workspace";
import { signUp } from "./sign-up";

const day = 24 * 60 * 60;

export const checkSlugAction = platformAction(checkSlug);
export const openWorkspaceAction = platformAction(openWorkspace, {
  onDone: ({ ticket }, { tenant }) => startSession(tenant, ticket),
  redirectTo: ({ url }) => url,
});
export const openAnotherWorkspaceAction = platformAction(openAnotherWorkspace, {
  redirectTo: ({ url }) => url,
});
export const findWorkspacesAction = platformAction(findWorkspaces, {
  redirectTo: "/find-workspace?sent=1",
});

export const signUpAction = platformAction(signUp, {
  async onDone({ browserKey }, { tenant }) {
    const { name, options } = hostCookie("sign-up", tenant, day);
    (await cookies()).set(name, browserKey, options);
  },
  redirectTo: "/sign-up?sent=1",
});
export const confirmSignUpAction = platformAction(confirmSignUp, {
  onDone: ({ ticket }, { tenant }) => startSession(tenant, ticket),
  redirectTo: "/",
});
export const acceptInvitationAction = platformAction(acceptInvitation, {
  async onDone({ ticket }, { tenant }) {
    if (ticket) await startSession(tenant, ticket);
  },
  redirectTo: "/",
});
