import type { MessageKeys, Messages, NestedKeyOf } from "use-intl/core";
import type { z } from "zod";
import type { Job } from "./job";
import type { Operation } from "./operation";

type Data = Record<string, unknown>;

/** An event that can be told: `subject.verb`, with its sentence in `messages/`, below `events`. */
export type ToldEvent = MessageKeys<Messages["events"], NestedKeyOf<Messages["events"]>>;

/** What explains an event below its sentence, made of the event's data and `said`; null where there is nothing to explain. */
export type Telling = (data: Data) => string | null;

export type Tellings = Partial<Record<ToldEvent, Telling>>;

/** Events whose sentence says it all. */
export const plainly = (...types: ToldEvent[]): Tellings =>
  Object.fromEntries(types.map((type) => [type, () => null]));

/** An explanation made of an event's data, where they have the shape: an older version may have written others. */
export const telling =
  <S extends z.ZodType>(shape: S, tell: (data: z.output<S>) => string): Telling =>
  (data) => {
    const known = shape.safeParse(data);
    return (known.success && tell(known.data)) || null;
  };

/** One part of the product: what can be done, what can happen, what runs in the background. */
export interface Noun {
  /** Its folder below `lib`. */
  name: string;
  /** The prefixes of its ids, and what each names. */
  ids: Record<string, string>;
  /** Everything that can happen in a workspace through it: `subject.verb`, in the past tense. */
  events: Tellings;
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
