import type { Language } from "@/lib/platform/languages";
import type { Permission, Role } from "./permissions";

/** A workspace as the rest of the code sees it: small enough to cache, complete enough to decide with. */
export interface Tenant {
  id: string;
  slug: string;
  name: string;
  status: "active" | "suspended";
  /** What anybody may read while it is closed; why it was closed stays with the operators. */
  suspendedNotice: string | null;
  signUpPolicy: "open" | "invitation" | "domain";
  signUpDomains: string[];
  signUpRole: "member" | "viewer";
  region: Region;
  /** The address of its logo, but for the size that ends it. */
  picture: string | null;
  plan: "free" | "starter" | "professional" | "business" | "enterprise";
  access: "full" | "restricted" | "suspended";
}

/** What somebody is spoken to in, and the IANA zone in which moments are shown to them; null where nothing was chosen. */
export interface Region {
  language: Language | null;
  timeZone: string | null;
}

/** Who did it, and from where. The label is kept with the event, so that history outlives the person. */
export type Actor =
  | { kind: "user"; id: string; label: string; email: string }
  | { kind: "api_key"; id: string; label: string }
  | { kind: "operator"; id: string; label: string }
  | { kind: "system"; id: null; label: string }
  | { kind: "stripe"; id: null; label: string }
  /** Whoever was refused without being known. */
  | { kind: "anonymous"; id: null; label: string };

/** Where a request came from, as far as we believe it. */
export interface Origin {
  host: string;
  requestId: string;
  ip: string | null;
  userAgent: string | null;
}

declare const proven: unique symbol;
/** Proof that this actor is a member of this tenant with this role, or a key of it. Only `lib/entry` makes one. */
export interface TenantContext {
  readonly tenant: Tenant;
  readonly actor: Actor & { kind: "user" | "api_key" };
  readonly role: Role;
  /** What of the role the credential was given; null for all of it. */
  readonly scopes: readonly Permission[] | null;
  /** Null for an API key, which is no member. */
  readonly membershipId: string | null;
  readonly sessionId: string | null;
  readonly origin: Origin;
  readonly [proven]: true;
}

/** Brands a context. Call it only where membership was just checked; the architecture test watches the callers. */
export function proveContext(fields: Omit<TenantContext, typeof proven>): TenantContext {
  return fields as TenantContext;
}

/** Who stands at the platform's own door, where no workspace has vouched for anybody yet. */
export interface PlatformContext {
  /** The signed-in person, where the host knows one. */
  person: { id: string; name: string; email: string; sessionId: string } | null;
  /** The operator, where the command line or the console vouches for one. */
  operator: { id: string; label: string } | null;
  /** The workspace whose host was asked, if any. */
  tenant: Tenant | null;
  origin: Origin;
}
