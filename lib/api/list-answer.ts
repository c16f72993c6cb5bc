import { z } from "zod";

/** What a list of ours answers a machine: its rows, and the cursors of the pages beside this one. */
export interface ListAnswer {
  data: unknown[];
  page: { nextCursor: string | null; previousCursor: string | null };
}

const isPaged = (output: z.ZodType): output is z.ZodObject<{ items: z.ZodArray }> =>
  output instanceof z.ZodObject && "items" in output.shape && "nextCursor" in output.shape;

export const isList = (output: z.ZodType): boolean => output instanceof z.ZodArray || isPaged(output);

/** An encoded output as it stands in an answer: an object as it is, and every list in one shape. */
export function answerOf(output: z.ZodType, encoded: unknown): unknown {
  if (output instanceof z.ZodArray) return listOf(encoded as unknown[], null, null);
  if (!isPaged(output)) return encoded;
  const page = encoded as { items: unknown[]; nextCursor: string | null; previousCursor?: string | null };
  return listOf(page.items, page.nextCursor, page.previousCursor ?? null);
}

const listOf = (data: unknown[], nextCursor: string | null, previousCursor: string | null): ListAnswer => ({
  data,
  page: { nextCursor, previousCursor },
});

/** The same as a schema. */
export function answerSchema(output: z.ZodType): z.ZodType {
  const element = output instanceof z.ZodArray ? output : isPaged(output) ? output.shape.items : null;
  if (!element) return output;
  const cursor = z.string().nullable();
  return z.object({
    data: element,
    page: z.object({ nextCursor: cursor, previousCursor: cursor }),
  });
}
