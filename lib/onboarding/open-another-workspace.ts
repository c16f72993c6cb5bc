import { attemptFrom } from "@/lib/auth/attempts";
import { personOf } from "@/lib/auth/person";
import { platformCommand } from "@/lib/core/platform-command";
import { claimAddress, entryUrl, foundWorkspace } from "./create-workspace";
import { openAnotherWorkspaceInput } from "./schema";

/** Opens one more workspace for a signed-in person, as its owner. Throws `invalid` at the slug when it is taken. */
export const openAnotherWorkspace = platformCommand({
  name: "workspace.open_another",
  door: "person",
  reason: "The workspace does not exist yet.",
  input: openAnotherWorkspaceInput,
  async run(scope, { workspaceName, slug }) {
    await attemptFrom("signUp", scope.context.origin.ip);
    const id = await claimAddress(scope, { workspaceName, slug });
    await foundWorkspace(scope, { id, workspaceName, owner: personOf(scope.context) });
    return { url: entryUrl(slug) };
  },
});
