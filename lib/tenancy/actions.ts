"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/lib/entry/action";
import { updateSignUp, updateWorkspace } from "./update-workspace";

const refresh = () => revalidatePath("/workspace", "layout");

export const updateWorkspaceAction = action(updateWorkspace, { message: "Workspace saved", onDone: refresh });
export const updateSignUpAction = action(updateSignUp, { message: "Sign-up saved", onDone: refresh });
