import { noun } from "@/lib/core/noun";
import { getAllowance } from "./allowance";
import { limitOverview, listLimits } from "./list-limits";

export const entitlements = noun({
  name: "entitlements",
  operations: [getAllowance, limitOverview, listLimits],
});
