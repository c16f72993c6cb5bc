import { counted } from "@/lib/entitlements/limits";

/** Every project counts, archived ones too: archiving is not a way around the plan. */
export const projectLimit = counted("projects");
