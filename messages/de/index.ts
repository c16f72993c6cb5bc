import type { en } from "../en";
import account from "./account.json";
import api from "./api.json";
import apiKeys from "./apiKeys.json";
import audit from "./audit.json";
import auth from "./auth.json";
import common from "./common.json";
import danger from "./danger.json";
import dashboard from "./dashboard.json";
import events from "./events.json";
import failures from "./failures.json";
import fields from "./fields.json";
import history from "./history.json";
import joining from "./joining.json";
import lists from "./lists.json";
import members from "./members.json";
import onboarding from "./onboarding.json";
import parts from "./parts.json";
import pictures from "./pictures.json";
import problems from "./problems.json";
import project from "./project.json";
import projects from "./projects.json";
import region from "./region.json";
import roleChoices from "./roleChoices.json";
import roles from "./roles.json";
import roster from "./roster.json";
import shell from "./shell.json";
import tenancy from "./tenancy.json";
import toast from "./toast.json";
import webhooks from "./webhooks.json";

export const de: typeof en = {
  account,
  api,
  apiKeys,
  audit,
  auth,
  common,
  danger,
  dashboard,
  events,
  failures,
  fields,
  history,
  joining,
  lists,
  members,
  onboarding,
  parts,
  pictures,
  problems,
  project,
  projects,
  region,
  roleChoices,
  roles,
  roster,
  shell,
  tenancy,
  toast,
  webhooks,
};
