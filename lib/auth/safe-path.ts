const home = "http://home.invalid";
const longest = 1_000;

/**
 * The path as a browser would ask this host for it, in ASCII, or "/" where it leads anywhere else. Resolved before it is
 * judged: `/.//x`, `/a/..//x` and `/%2e//x` name another host only once their dots are gone.
 */
export function safePath(path: string | string[] | null | undefined): string {
  if (typeof path !== "string" || !isPath(path)) return "/";
  const { origin, pathname, search, hash } = new URL(path, home);
  const resolved = pathname + search + hash;
  return origin === home && !leavesHome.test(pathname) && resolved.length <= longest ? resolved : "/";
}

/** "//x", and what a proxy that decodes on the way would make of it. */
const leavesHome = /^\/(?:\/|%2f|%5c)/i;

const isPath = (path: string): boolean =>
  path.startsWith("/") && path.length <= longest && !isAmbiguous(path) && URL.canParse(path, home);

/** Browsers read a backslash as a slash and drop tabs and line breaks; half a surrogate pair is no character at all. */
const isAmbiguous = (path: string): boolean => /[\\\p{Cc}\p{Cs}]/u.test(path);
