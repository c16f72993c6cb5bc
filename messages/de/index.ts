import type { en } from "../en";
import auth from "./auth.json";
import common from "./common.json";
import fields from "./fields.json";
import joining from "./joining.json";
import members from "./members.json";
import onboarding from "./onboarding.json";
import region from "./region.json";
import roles from "./roles.json";
import roster from "./roster.json";
import shell from "./shell.json";
import tenancy from "./tenancy.json";

export const de: typeof en = {
  auth,
  common,
  fields,
  joining,
  members,
  onboarding,
  region,
  roles,
  roster,
  shell,
  tenancy,
};
