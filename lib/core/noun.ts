import type { z } from "zod";
import type { Job } from "./job";
import type { Operation } from "./operation";

type Data = Record<string, unknown>;

/** What the history says of an event after its actor, before its subject; and the detail that explains it, where there is one. */
export type Telling = string | { deed: string; detail(data: Data): string | null };

/** Words with a detail made of an event's data, where they have the shape: an older version may have written others. */
export function telling<S extends z.ZodType>(
  deed: string,
  shape: S,
  tell: (data: z.output<S>) => string,
): Telling {
  const detail = (data: Data) => {
    const known = shape.safeParse(data);
    return (known.success && tell(known.data)) || null;
  };
  return { deed, detail };
}

/** One part of the product: what can be done, what can happen, what runs in the background. */
export interface Noun {
  /** Its folder below `lib`. */
  name: string;
  /** The prefixes of its ids, and what each names. */
  ids: Record<string, string>;
  /** Everything that can happen in a workspace through it: `subject.verb`, in the past tense. */
  events: Record<string, Telling>;
  operations: readonly Operation[];
  jobs: readonly Job[];
}

/** Declares a part of the product. What is left out it has none of. */
export const noun = ({
  ids = {},
  events = {},
  operations = [],
  jobs = [],
  ...declaration
}: Pick<Noun, "name"> & Partial<Noun>): Noun => ({ ...declaration, ids, events, operations, jobs });
