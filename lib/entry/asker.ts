import { remember } from "@/lib/platform/remember";

interface Asker {
  tenantId?: string;
  userId?: string;
}

const most = 10_000;

// The server's own bundle writes the log, the pages' bundles know who asks; both meet here.
const shared = globalThis as typeof globalThis & { tenantryAskers?: Map<string, Asker> };

/** From now on it is remembered who asks. */
export function rememberAskers(): void {
  shared.tenantryAskers ??= new Map();
}

/** Keeps for the line of a request in which workspace it was and who asked. */
export function rememberAsker(requestId: string, asker: Asker): void {
  const askers = shared.tenantryAskers;
  if (!askers) return;
  remember(askers, requestId, { ...askers.get(requestId), ...asker }, most);
}

/** What is known of who asked, once. */
export function takeAsker(requestId: string): Asker {
  const asker = shared.tenantryAskers?.get(requestId) ?? {};
  shared.tenantryAskers?.delete(requestId);
  return asker;
}
