import { csvExport } from "@/lib/entry/csv-export";
import { exportMembers } from "@/lib/members/export-members";
import { listMembers } from "@/lib/members/queries";
import type { MemberRow } from "@/lib/members/schema";
import { said } from "@/lib/platform/said";

export const GET = csvExport({
  file: "members",
  command: exportMembers,
  query: listMembers,
  columns: {
    ID: ({ id }: MemberRow) => id,
    [said("common.name")]: ({ name }) => name,
    [said("common.email")]: ({ email }) => email,
    [said("members.list.role")]: ({ role }) => role,
    [said("members.list.joined")]: ({ joinedAt }) => joinedAt,
    [said("members.list.lastSeen")]: ({ lastSeenAt }) => lastSeenAt,
  },
});
