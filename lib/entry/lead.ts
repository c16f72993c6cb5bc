import { redirect } from "next/navigation";

/** Sends the browser on. A header holds ASCII alone, so what a path has beside it goes in escapes. */
export function lead(target: string): never {
  redirect(target.toWellFormed().replace(/[^\x21-\x7e]+/g, encodeURIComponent));
}
