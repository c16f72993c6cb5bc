import { exampleSecret } from "@/lib/auth/schema";
import { notFound } from "@/lib/core/errors";
import { platformQuery } from "@/lib/core/operation";
import { findInvitation } from "./find-invitation";
import { invitationReference, offeredInvitation } from "./schema";

/** What the page of an invitation link shows: who invites to what, and how to accept. Changes nothing. */
export const describeInvitation = platformQuery({
  name: "invitation.describe",
  summary: "Show what an invitation link offers",
  audience: "public",
  input: invitationReference,
  output: offeredInvitation,
  rest: { none: "a mailed link is good for the person who opens it in a browser" },
  example: { token: exampleSecret },
  async run({ db, context }, { token }) {
    if (!context.tenant) throw notFound("workspace");
    const found = await findInvitation(db, context.tenant, token, context.person);
    if (found.state !== "open") return { state: found.state };
    const { row, inviterName, mode } = found;
    return { state: found.state, email: row.email, role: row.role, inviterName, mode };
  },
  isBadLink: ({ state }) => state !== "open",
});
