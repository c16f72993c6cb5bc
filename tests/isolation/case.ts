import type { Audience } from "@/lib/core/operation";
import type { Role } from "@/lib/core/permissions";
import { newSecret } from "@/lib/platform/crypto";
import type { TestWorkspace } from "../support/world";
import type { Fixture } from "./fixture";

export const password = "a password of the isolation tests";

/** What a noun's tests/<noun>/isolation.ts may export. */
export interface Part {
  cases?: Record<string, Case>;
  /** Instants of its tables that may become null again, such as `tenant.projects.archived_at`, and why; or of a whole table. */
  turnsBack?: Record<string, string>;
  /**
   * Makes one of the noun's things, carrying the marker, and tells its id by the prefix. Given are the ids of what is there
   * already: of the people's things and of every noun that stands before it in lib/nouns.ts, so that it may refer to them.
   */
  fixture?(
    home: TestWorkspace,
    marker: string,
    ids: Readonly<Record<string, string>>,
  ): Promise<Record<string, string>>;
}

/** What the attacks cannot tell from an operation's declaration. */
export interface Case {
  /** A valid input that names what `of` owns, wherever the example with the ids of `of` in it will not do. */
  input?(of: Fixture): Record<string, unknown>;
  /** Who may, said a second time and apart from the declaration, so that a slip in either shows. */
  may?: readonly Role[];
  /** The same of an operation of the platform. */
  audience?: Audience;
  /** Who does it here, where an owner cannot. */
  as?: Role;
  /** What a member of another workspace hears about these things; the same as about things that never were. */
  otherTenant?: "not_found" | "nothing";
  /** Why they may hear whether another workspace's thing is there: what they bring is proof enough, or no secret. */
  tells?: string;
  /** Tables of the other workspace that they may write to, and why that is right. */
  leaves?: Record<string, string>;
  /** It belongs to the root domain: run to its end it is asked there, and on no workspace's host. */
  atRoot?: true;
  /** Why there is nothing to be shown of it here. */
  isEmpty?: string;
  /** Why the verb cannot be run to its end here, for instance because it asks a vendor. */
  unproven?: string;
}

export const everybody = ["owner", "admin", "member", "viewer", "billing"] as const;
export const readers = ["owner", "admin", "member", "viewer"] as const;
export const writers = ["owner", "admin", "member"] as const;
export const managers = ["owner", "admin"] as const;
export const billingReaders = ["owner", "admin", "billing"] as const;
export const payers = ["owner", "billing"] as const;
export const owners = ["owner"] as const;

export const asksStripe = "asks Stripe after its commit; tests/billing drives it";

/** A word no other test uses, and an address may hold. */
export const fresh = () =>
  `fresh-${newSecret()
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "")
    .slice(0, 12)}`;
