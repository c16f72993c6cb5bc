import { z } from "zod";
import type { EventType } from "./events";
import { command } from "./operation";
import type { Permission } from "./permissions";

interface Export<I extends z.ZodType, E extends EventType> {
  name: string;
  summary: string;
  /** That of the list: a file holds nothing its reader could not page through. */
  permission: Permission;
  /** The input of the list, whose filters the file respects. */
  input: I;
  event: E;
}

/** Declares what goes into the history when somebody takes a list away as a file. It stays open to who is about to leave. */
export const exporting = <I extends z.ZodType<object, object>, E extends EventType>(of: Export<I, E>) => {
  const { event, ...declaration } = of;
  return command({
    ...declaration,
    output: z.object({}),
    emits: [event],
    allowedWhenReadOnly: true,
    rest: { none: "a page's link; the list itself is to be had page by page" },
    example: {} as z.input<I>,
    async run({ emit }, asked) {
      // Ids that it was narrowed by are no part of the history: nobody has checked whose they are.
      await emit(
        event,
        null,
        Object.fromEntries(Object.entries(asked).filter(([name]) => !/Id$/.test(name))),
      );
      return {};
    },
  });
};
