import { noun } from "@/lib/core/noun";
import { acceptInvitation } from "./accept-invitation";
import { checkSlug } from "./check-slug";
import { confirmSignUp, describeSignUp } from "./confirm-sign-up";
import { confirmWorkspace, describeWorkspace } from "./confirm-workspace";
import { describeInvitation } from "./describe-invitation";
import { findWorkspaces, mailAddressesJob } from "./find-workspaces";
import { listWorkspaces } from "./list-workspaces";
import { openAnotherWorkspace } from "./open-another-workspace";
import { openWorkspace } from "./open-workspace";
import { signUp } from "./sign-up";

export const onboarding = noun({
  name: "onboarding",
  operations: [
    acceptInvitation,
    checkSlug,
    confirmSignUp,
    describeSignUp,
    confirmWorkspace,
    describeWorkspace,
    describeInvitation,
    findWorkspaces,
    listWorkspaces,
    openAnotherWorkspace,
    openWorkspace,
    signUp,
  ],
  jobs: [mailAddressesJob],
});
