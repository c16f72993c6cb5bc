import type { z } from "zod";
import { instantIn, localIn } from "@/lib/platform/time-zone";
import { instantFieldOf, textsOf, zoneFieldOf } from "./form-state";
import { fromText } from "./from-text";

/**
 * A form as the JSON that an operation's input asks for, as `fromText` reads it. A local time that says its zone becomes the
 * instant, in UTC: the very one it was drawn with where nobody changed it, because a local time knows no seconds, and not
 * which of two equal hours it is. Whatever cannot be read is the schema's to refuse.
 */
export function formInput<S extends z.ZodType>(schema: S, form: FormData): z.input<S> {
  return fromText(
    schema,
    textsOf(form).map(([name, text]) => [name, instantText(form, name, text)] as const),
  );
}

function instantText(form: FormData, name: string, text: string): string {
  const zone = String(form.get(zoneFieldOf(name)) ?? "");
  const at = instantIn(zone, text);
  if (!at) return text;
  const drawn = new Date(String(form.get(instantFieldOf(name))));
  const isUnchanged = !Number.isNaN(drawn.getTime()) && localIn(zone, drawn) === text;
  return (isUnchanged ? drawn : at).toISOString();
}
