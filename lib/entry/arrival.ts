import { cookies, headers } from "next/headers";
import { sessionCookie } from "@/lib/auth/session-cookie";
import type { Place } from "./place";

/**
 * Where an action leads on this host. A session it has just begun is looked for on the way: a browser that keeps no cookies
 * would be sent back to the sign-in page without a word.
 */
export async function arrivalOf({ tenant }: Place, path: string): Promise<string> {
  const session = (await cookies()).get(sessionCookie(tenant).name)?.value;
  const isNew = Boolean(session) && !(await headers()).get("cookie")?.includes(session ?? "");
  return isNew ? `/auth/arrived?${new URLSearchParams({ next: path })}` : path;
}
