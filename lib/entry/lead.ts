import { redirect } from "next/navigation";
import { withBasePath } from "@/lib/platform/base-path";
import { currentBasePath } from "./place";

/**
 * Sends the browser on, to a path of the place that was asked or to another address; to be returned or awaited. A header
 * holds ASCII alone, so what a path has beside it goes in escapes.
 */
export async function lead(target: string): Promise<never> {
  const address = withBasePath(await currentBasePath(), target);
  redirect(address.toWellFormed().replace(/[^\x21-\x7e]+/g, encodeURIComponent));
}
