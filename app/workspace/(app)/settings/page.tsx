import { lead } from "@/lib/entry/lead";
import { viewer } from "@/lib/entry/page";
import { currentPlace } from "@/lib/entry/place";

/** Every role may see the first page of the settings. */
export default async function SettingsPage() {
  const [{ basePath }] = await Promise.all([currentPlace(), viewer()]);
  lead(`${basePath}/settings/general`);
}
