import { exporting } from "@/lib/core/exporting";
import { listMembersInput } from "./listing";

/** Puts into the history who took a copy of the list away. */
export const exportMembers = exporting({
  name: "member.export",
  summary: "Export members",
  permission: "members:manage",
  input: listMembersInput,
  event: "member.exported",
});
