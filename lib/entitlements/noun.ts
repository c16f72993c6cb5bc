import { noun } from "@/lib/core/noun";
import { listLimits } from "./list-limits";

export const entitlements = noun({
  name: "entitlements",
  operations: [listLimits],
});
