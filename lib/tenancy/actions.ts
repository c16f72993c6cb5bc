"use server";

import { site } from "@/env";
import { action } from "@/lib/entry/action";
import { said } from "@/lib/platform/said";
import { workspaceUrl } from "./host";
import { removeLogo, setLogo } from "./set-logo";
import { updateAddress } from "./update-address";
import { updateSignUp, updateWorkspace, updateWorkspaceRegion } from "./update-workspace";

export const updateWorkspaceAction = action(updateWorkspace, { message: said("tenancy.done.saved") });
export const updateWorkspaceRegionAction = action(updateWorkspaceRegion, { message: said("region.saved") });
export const setLogoAction = action(setLogo, { message: said("pictures.done.logo") });
export const removeLogoAction = action(removeLogo, { message: said("pictures.done.logoRemoved") });
export const updateAddressAction = action(updateAddress, {
  redirectTo: ({ slug }) => workspaceUrl(site(), slug, "/sign-in?notice=moved&next=/settings/general"),
});
export const updateSignUpAction = action(updateSignUp, { message: said("tenancy.done.signUp") });
