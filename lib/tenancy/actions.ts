"use server";

import { action } from "@/lib/entry/action";
import { said } from "@/lib/platform/said";
import { updateSignUp, updateWorkspace, updateWorkspaceRegion } from "./update-workspace";

export const updateWorkspaceAction = action(updateWorkspace, { message: "Workspace saved" });
export const updateWorkspaceRegionAction = action(updateWorkspaceRegion, { message: said("region.saved") });
export const updateSignUpAction = action(updateSignUp, { message: "Sign-up saved" });
