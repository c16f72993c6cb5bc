import { z } from "zod";

/** What a person or a workspace is called: one line of 80 characters, and nothing a mail program would make a link of. */
export const displayName = z
  .string({ error: "Enter a name." })
  .transform((value) => value.normalize("NFC").replace(/\s+/g, " ").trim())
  .pipe(
    z
      .string()
      .min(1, "Enter a name.")
      .max(80, "Use at most 80 characters.")
      .refine(
        (value) => !/[<>\p{Cc}\p{Cf}]|:\/\/|\bwww\./iu.test(value),
        "Use a name without links or markup.",
      ),
  );
