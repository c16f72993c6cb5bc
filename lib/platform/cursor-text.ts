import { z } from "zod";

/** A list's cursor as an address carries it. */
export const cursorText = (most = 300) =>
  z
    .string()
    .max(most)
    .regex(/^[\w-]*$/, "That is no place in this list.")
    .optional();
