"use server";

import { action } from "@/lib/entry/action";
import { said } from "@/lib/platform/said";
import { updateSignUp, updateWorkspace, updateWorkspaceRegion } from "./update-workspace";

export const updateWorkspaceAction = action(updateWorkspace, { message: said("tenancy.done.saved") });
export const updateWorkspaceRegionAction = action(updateWorkspaceRegion, { message: said("region.saved") });
export const updateSignUpAction = action(updateSignUp, { message: said("tenancy.done.signUp") });
