import type { en } from "../en";
import account from "./account.json";
import audit from "./audit.json";
import auth from "./auth.json";
import common from "./common.json";
import danger from "./danger.json";
import failures from "./failures.json";
import fields from "./fields.json";
import joining from "./joining.json";
import lists from "./lists.json";
import members from "./members.json";
import onboarding from "./onboarding.json";
import problems from "./problems.json";
import project from "./project.json";
import projects from "./projects.json";
import region from "./region.json";
import roles from "./roles.json";
import roster from "./roster.json";
import shell from "./shell.json";
import tenancy from "./tenancy.json";
import toast from "./toast.json";

export const de: typeof en = {
  account,
  audit,
  auth,
  common,
  danger,
  failures,
  fields,
  joining,
  lists,
  members,
  onboarding,
  problems,
  project,
  projects,
  region,
  roles,
  roster,
  shell,
  tenancy,
  toast,
};
