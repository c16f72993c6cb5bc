import { z } from "zod";
import { said } from "./said";

/** A list's cursor as an address carries it. */
export const cursorText = (most = 300) =>
  z
    .string()
    .max(most)
    .regex(/^[\w-]*$/, said("common.list.noPlace"))
    .optional();
