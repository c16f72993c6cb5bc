import { noun } from "@/lib/core/noun";

export const entitlements = noun({
  name: "entitlements",
});
