import type { NextRequest } from "next/server";
import { site } from "@/env";
import { mostPictureBytes } from "@/lib/pictures/values";
import { fromAnotherSite, isSameOrigin } from "../same-origin";

/** Why a request gets no further at the edge: it is not one that a page of ours could have made. */
export interface Objection {
  status: 400 | 403 | 405 | 413 | 429;
  code: string;
  title: string;
  message: string;
  /** What the page says instead of the message, where there is more to say to somebody who reads. */
  explanation?: string;
  headers?: Record<string, string>;
}

const methods = ["GET", "HEAD", "POST"];
/** What Next reads of a server function's arguments; it is asked before the body is sent up here and read twice. */
const mostBytes = 1024 * 1024;
/** The pages on which a picture is chosen, wherever the workspace's own begin. */
const takesPicture = /\/settings\/(?:profile|general)$/;
/** What stands round a picture in a form. */
const roundPictureBytes = 64 * 1024;

/**
 * Refuses what Next would answer with a fault of its own, or would first read to the end: to pages alone, because routes
 * of the API state their own methods, sizes and callers.
 */
export function screen(request: NextRequest): Objection | null {
  if (!methods.includes(request.method)) return unservedMethod;
  const misspelled = screenPath(request);
  if (misspelled) return misspelled;
  if (!isRouterState(request.headers.get("next-router-state-tree"))) return unreadable;
  if (request.method !== "POST") return null;
  if (Number(request.headers.get("content-length") ?? 0) > mostBytesAt(request)) return tooLarge;
  return isSameOrigin(request.headers, site()) ? null : foreign;
}

const mostBytesAt = ({ nextUrl: { pathname } }: NextRequest): number =>
  takesPicture.test(pathname) ? mostPictureBytes + roundPictureBytes : mostBytes;

/** Refuses an address whose escapes are no text: a route with a part of any name would fail to read it. */
export function screenPath({ nextUrl }: NextRequest): Objection | null {
  try {
    decodeURIComponent(nextUrl.pathname);
    return null;
  } catch {
    return unreadable;
  }
}

/** Whether a header can be the state of Next's router in a browser, which is JSON in escapes. */
function isRouterState(header: string | null): boolean {
  if (header === null) return true;
  try {
    return Array.isArray(JSON.parse(decodeURIComponent(header)));
  } catch {
    return false;
  }
}

const unservedMethod: Objection = {
  status: 405,
  code: "method_not_allowed",
  title: "That cannot be done here",
  message: "This address answers GET, HEAD and POST.",
  headers: { allow: methods.join(", ") },
};

const unreadable: Objection = {
  status: 400,
  code: "invalid",
  title: "That could not be read",
  message: "The request is not one this page understands. Please open the page again.",
};

const tooLarge: Objection = {
  status: 413,
  code: "too_large",
  title: "That was too much at once",
  message: "Send at most 1 MiB at a time, or an image of 2 MiB.",
};

const foreign: Objection = {
  status: 403,
  code: "forbidden",
  title: "That came from another site",
  message: fromAnotherSite,
};
