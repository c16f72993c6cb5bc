import type { en } from "../en";
import account from "./account.json";
import danger from "./danger.json";
import failures from "./failures.json";
import problems from "./problems.json";
import region from "./region.json";
import shell from "./shell.json";
import toast from "./toast.json";

export const de: typeof en = { account, danger, failures, problems, region, shell, toast };
