import type { z } from "zod";
import { instantIn } from "@/lib/platform/time-zone";
import { textsOf, zoneFieldOf } from "./form-state";
import { fromText } from "./from-text";

/**
 * A form as the JSON that an operation's input asks for, as `fromText` reads it. A local time that says its zone becomes the
 * instant, in UTC. Whatever cannot be read is the schema's to refuse.
 */
export function formInput<S extends z.ZodType>(schema: S, form: FormData): z.input<S> {
  const texts = textsOf(form).map(
    ([name, text]) => [name, instantText(form.get(zoneFieldOf(name)), text)] as const,
  );
  return fromText(schema, texts);
}

const instantText = (zone: unknown, text: string): string =>
  (typeof zone === "string" && instantIn(zone, text)?.toISOString()) || text;
