import { z } from "zod";
import { from, spending } from "@/lib/auth/attempts";
import { personOf } from "@/lib/auth/person";
import { platformCommand } from "@/lib/core/operation";
import { claimAddress, entryUrl, foundWorkspace } from "./create-workspace";
import { openAnotherWorkspaceInput } from "./schema";

/** Opens one more workspace for a signed-in person, as its owner. Throws `invalid` at the slug when it is taken. */
export const openAnotherWorkspace = platformCommand({
  name: "workspace.open_another",
  summary: "Open another workspace",
  audience: "person",
  input: openAnotherWorkspaceInput,
  output: z.object({ url: z.string() }),
  emits: ["workspace.created"],
  rest: { none: "a workspace is opened by a person, who becomes its owner" },
  example: { workspaceName: "Acme", slug: "acme" },
  async run(scope, { workspaceName, slug }) {
    return spending(from("signUp", scope.context.origin.ip), async () => {
      const id = await claimAddress(scope, { workspaceName, slug });
      await foundWorkspace(scope, { id, workspaceName, owner: personOf(scope.context) });
      return { url: entryUrl(slug) };
    });
  },
});
