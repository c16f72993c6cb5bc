import type { en } from "../en";
import account from "./account.json";
import auth from "./auth.json";
import common from "./common.json";
import danger from "./danger.json";
import failures from "./failures.json";
import fields from "./fields.json";
import joining from "./joining.json";
import members from "./members.json";
import onboarding from "./onboarding.json";
import pictures from "./pictures.json";
import problems from "./problems.json";
import region from "./region.json";
import roles from "./roles.json";
import roster from "./roster.json";
import shell from "./shell.json";
import tenancy from "./tenancy.json";
import toast from "./toast.json";

export const de: typeof en = {
  account,
  auth,
  common,
  danger,
  failures,
  fields,
  joining,
  members,
  onboarding,
  pictures,
  problems,
  region,
  roles,
  roster,
  shell,
  tenancy,
  toast,
};
