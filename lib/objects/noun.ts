import { noun } from "@/lib/core/noun";

export const objects = noun({
  name: "objects",
});
