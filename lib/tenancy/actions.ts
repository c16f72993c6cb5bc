"use server";

import { action } from "@/lib/entry/action";
import { updateSignUp, updateWorkspace } from "./update-workspace";

export const updateWorkspaceAction = action(updateWorkspace, { message: "Workspace saved" });
export const updateSignUpAction = action(updateSignUp, { message: "Sign-up saved" });
