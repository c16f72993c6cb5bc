import { lead } from "@/lib/entry/lead";
import { viewer } from "@/lib/entry/page";

/** Where a person's own pages stood before; links to it are still about. */
export default async function AccountPage() {
  await viewer();
  return lead("/settings/profile");
}
