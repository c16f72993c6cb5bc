import { z } from "zod";

/** How many of something a plan includes. */
export const cap = z.union([z.int().nonnegative(), z.literal("unlimited")]);
