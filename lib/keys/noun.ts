import { noun } from "@/lib/core/noun";

export const keys = noun({
  name: "keys",
});
