import type { en } from "../en";
import auth from "./auth.json";
import common from "./common.json";
import fields from "./fields.json";
import onboarding from "./onboarding.json";
import region from "./region.json";
import roles from "./roles.json";
import shell from "./shell.json";

export const de: typeof en = { auth, common, fields, onboarding, region, roles, shell };
