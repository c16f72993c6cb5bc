import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { clock, seconds } from "@/lib/platform/clock";
import { open, seal } from "@/lib/platform/seal";
import type { Download, Ticket, Upload } from "./store";

const until = z.number();
const key = z.string();
const contentType = z.string();
const pass = z.discriminatedUnion("verb", [
  z.object({ verb: z.literal("get"), key, until, filename: z.string(), contentType }),
  z.object({ verb: z.literal("put"), key, until, size: z.number(), contentType }),
]);
type Pass = z.output<typeof pass>;

const purpose = "object pass";

/** An address of ours that gives one object. It says sealed what it is good for: no path of the store stands in it. */
export const downloadAddress = (key: string, { filename, contentType, expiresSeconds }: Download): string =>
  addressOf({ verb: "get", key, filename, contentType, until: clock.in(seconds(expiresSeconds)).getTime() });

/** Leave to put one object of just this size and type, at an address of ours. */
export const uploadTicket = (key: string, { size, contentType, expiresSeconds }: Upload): Ticket => ({
  method: "PUT",
  url: addressOf({ verb: "put", key, size, contentType, until: clock.in(seconds(expiresSeconds)).getTime() }),
  headers: { "content-type": contentType },
});

/** Below the root of whatever host asks, so that the browser never crosses from one of ours to another. */
const addressOf = (said: Pass): string => `/api/objects/${seal(purpose, said.verb, JSON.stringify(said))}`;

/** What a pass was made for. Throws `not_found` alike for one that is forged, for another verb, or no longer good. */
export function readPass<V extends Pass["verb"]>(verb: V, token: string): Extract<Pass, { verb: V }> {
  const said = opened(verb, token);
  if (said === null || said.until < clock.now().getTime())
    throw new AppError("not_found", "This address is no longer good. Go back and ask for the file again.");
  return said;
}

function opened<V extends Pass["verb"]>(verb: V, token: string): Extract<Pass, { verb: V }> | null {
  try {
    const said = pass.parse(JSON.parse(open(purpose, verb, token)));
    return isOf(verb, said) ? said : null;
  } catch {
    return null;
  }
}

const isOf = <V extends Pass["verb"]>(verb: V, said: Pass): said is Extract<Pass, { verb: V }> =>
  said.verb === verb;
