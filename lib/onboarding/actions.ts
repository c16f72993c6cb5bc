"use server";

import { cookies } from "next/headers";
import { hostCookie } from "@/lib/auth/host-cookie";
import { startSession } from "@/lib/auth/next-auth";
import { platformAction } from "@/lib/entry/action";
import type { Place } from "@/lib/entry/place";
import { acceptInvitation } from "./accept-invitation";
import { checkSlug } from "./check-slug";
import { confirmSignUp } from "./confirm-sign-up";
import { confirmWorkspace } from "./confirm-workspace";
import { findWorkspaces } from "./find-workspaces";
import { openAnotherWorkspace } from "./open-another-workspace";
import { openWorkspace } from "./open-workspace";
import { signUp } from "./sign-up";

const day = 24 * 60 * 60;

export const checkSlugAction = platformAction(checkSlug);
export const openWorkspaceAction = platformAction(openWorkspace, {
  onDone: keepBrowserKey,
  redirectTo: "/sign-up?sent=1",
});
export const confirmWorkspaceAction = platformAction(confirmWorkspace, {
  onDone: enterHere,
  redirectTo: ({ url }) => url,
});
export const openAnotherWorkspaceAction = platformAction(openAnotherWorkspace, {
  redirectTo: ({ url }) => url,
});
export const findWorkspacesAction = platformAction(findWorkspaces, {
  redirectTo: "/find-workspace?sent=1",
});

export const signUpAction = platformAction(signUp, {
  onDone: keepBrowserKey,
  redirectTo: "/sign-up?sent=1",
});
export const confirmSignUpAction = platformAction(confirmSignUp, { onDone: enterHere, redirectTo: "/" });
export const acceptInvitationAction = platformAction(acceptInvitation, {
  onDone: enterHere,
  redirectTo: "/",
});

/** What is typed before the mail is trusted in this very browser only. */
async function keepBrowserKey({ browserKey }: { browserKey: string }, { tenant }: Place): Promise<void> {
  const { name, options } = hostCookie("sign-up", tenant, day);
  (await cookies()).set(name, browserKey, options);
}

async function enterHere({ ticket }: { ticket: string | null }, { tenant }: Place): Promise<void> {
  if (ticket) await startSession(tenant, ticket);
}
