import { noun } from "@/lib/core/noun";

export const pictures = noun({
  name: "pictures",
});
