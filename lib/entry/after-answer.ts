import { after } from "next/server";
import { env } from "@/env";
import { flushRefusals } from "@/lib/core/refusals";

/** A process that may be frozen after the answer tells of its refusals first; a standing one does so by itself. */
export function tellAfterAnswer(): void {
  if (env().WORKER === "off") after(flushRefusals);
}
