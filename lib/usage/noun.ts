import { noun } from "@/lib/core/noun";
import { recordUsage } from "./record-usage";
import { measureStorageJob, purgeUsageJob } from "./upkeep";

export const usage = noun({
  name: "usage",
  operations: [recordUsage],
  jobs: [measureStorageJob, purgeUsageJob],
});
