import { z } from "zod";
import { instantIn, localIn } from "@/lib/platform/time-zone";
import { filesOf, instantFieldOf, textsOf, zoneFieldOf } from "./form-state";
import { fromText } from "./from-text";

/**
 * A form as the JSON that an operation's input asks for, as `fromText` reads it. A local time that says its zone becomes the
 * instant, in UTC: the very one it was drawn with where nobody changed it, because a local time knows no seconds, and not
 * which of two equal hours it is. Whatever cannot be read is the schema's to refuse.
 */
export function formInput<S extends z.ZodType>(schema: S, form: FormData): z.input<S> {
  const texts = textsOf(form).map(([name, text]) => [name, instantText(form, name, text)] as const);
  const input = fromText(schema, texts);
  const files = filesOf(form).filter(([name]) => takesFile(schema, name));
  return files.length > 0 ? ({ ...(input as object), ...Object.fromEntries(files) } as z.input<S>) : input;
}

/** A file is of no JSON type: it reaches a field that asks for one as it came, and no other. */
const takesFile = (schema: z.ZodType, name: string): boolean =>
  schema instanceof z.ZodObject &&
  Object.hasOwn(schema.shape, name) &&
  schema.shape[name] instanceof z.ZodFile;

function instantText(form: FormData, name: string, text: string): string {
  const zone = String(form.get(zoneFieldOf(name)) ?? "");
  const at = instantIn(zone, text);
  if (!at) return text;
  const drawn = new Date(String(form.get(instantFieldOf(name))));
  const isUnchanged = !Number.isNaN(drawn.getTime()) && localIn(zone, drawn) === text;
  return (isUnchanged ? drawn : at).toISOString();
}
