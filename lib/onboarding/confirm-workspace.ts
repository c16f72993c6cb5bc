import { z } from "zod";
import { tenants } from "@/db/schema/platform";
import { burnToken, findToken } from "@/lib/auth/email-tokens";
import { examplePassword, exampleSecret } from "@/lib/auth/schema";
import { openSession } from "@/lib/auth/tickets";
import { notFound } from "@/lib/core/errors";
import { type PlatformScope, platformCommand, platformQuery } from "@/lib/core/operation";
import { isAddressOf } from "@/lib/tenancy/addresses";
import { type Claimant, settleClaim } from "./claim";
import { claimAddress, entryUrl, foundWorkspace } from "./create-workspace";
import { pendingSignUp, provePendingSignUp } from "./pending-sign-up";
import { confirmWorkspaceInput, entered, pendingWorkspace, signUpReference } from "./schema";

/**
 * Opens the workspace that was asked for, by the mailed link, and signs its owner in on the root domain, from where they go
 * to the workspace. The ticket is null where they are signed in already. Throws `invalid` for a link that is not good any
 * more and at the slug when it is taken by now, `unauthenticated` for a wrong password.
 */
export const confirmWorkspace = platformCommand({
  name: "workspace.confirm",
  summary: "Open the workspace of a mailed link",
  audience: "public",
  input: confirmWorkspaceInput,
  output: entered.extend({ url: z.string() }),
  emits: ["workspace.created"],
  rest: { none: "a mailed link is good for the person who opens it in a browser" },
  example: { token: exampleSecret, slug: "acme", password: examplePassword },
  prepare: (context, { slug: _, ...given }) => provePendingSignUp(context, "open_workspace", given),
  async run(scope, { token, browserKey, slug, ...given }, proof) {
    const { db, context } = scope;
    if (context.tenant) throw notFound("page");
    const burnt = await burnToken(db, "open_workspace", token, null);
    const { workspaceName = "" } = burnt.data;
    const id = await claimAddress(scope, { workspaceName, slug });
    const claim = await pendingSignUp(db, burnt, context.person, browserKey);
    const owner = await settleClaim(scope, claim, given, proof);
    await foundWorkspace(scope, { id, workspaceName, owner });
    const ticket = claim.mode === "one_click" ? null : await enterRoot(scope, owner);
    return { ticket, url: entryUrl(slug) };
  },
});

const enterRoot = ({ db, context: { origin } }: PlatformScope, user: Claimant): Promise<string> =>
  openSession(db, { user, tenantId: null, membershipId: null, origin });

/** What the page of the link shows; null when the link is not good any more. Changes nothing. */
export const describeWorkspace = platformQuery({
  name: "workspace.describe_opening",
  summary: "Show which workspace a link opens",
  audience: "public",
  input: signUpReference,
  output: pendingWorkspace.nullable(),
  rest: { none: "a mailed link is good for the person who opens it in a browser" },
  example: { token: exampleSecret },
  async run({ db, context }, { token, browserKey }) {
    const found = await findToken(db, "open_workspace", token, context.tenant?.id ?? null);
    if (!found) return null;
    const { workspaceName = "", slug = "" } = found.data;
    const { email, name = "", mode } = await pendingSignUp(db, found, context.person, browserKey);
    const [taken] = await db.select({ id: tenants.id }).from(tenants).where(isAddressOf(slug));
    return { workspaceName, slug, isTaken: taken !== undefined, email, name, mode };
  },
  isBadLink: (found) => found === null,
});
