import account from "./account.json";
import danger from "./danger.json";
import failures from "./failures.json";
import problems from "./problems.json";
import region from "./region.json";
import shell from "./shell.json";
import toast from "./toast.json";

/** Everything the product says, a file for each part of it. The other languages say the same, key by key. */
export const en = { account, danger, failures, problems, region, shell, toast };
