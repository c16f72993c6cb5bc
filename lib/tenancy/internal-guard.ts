import { isEqual } from "@/lib/platform/crypto";
import { internalToken } from "./internal";

/** Whether a request carries the edge's key; compared in constant time. */
export async function isFromEdge(headers: Pick<Headers, "get">): Promise<boolean> {
  return isEqual(headers.get("authorization") ?? "", `Bearer ${await internalToken()}`);
}
