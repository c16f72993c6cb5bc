import { lead } from "@/lib/entry/lead";
import { viewer } from "@/lib/entry/page";

/** Every role may see the first page of the settings. */
export default async function SettingsPage() {
  await viewer();
  return lead("/settings/general");
}
