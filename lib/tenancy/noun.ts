import { z } from "zod";
import { noun, telling } from "@/lib/core/noun";
import { languageNames } from "@/lib/platform/languages";
import { region } from "@/lib/platform/region";
import { purgeAddressesJob } from "./purge-addresses";
import { getSettings, listTenants } from "./queries";
import { removeLogo, setLogo } from "./set-logo";
import { signUpChange, signUpChangeWords } from "./sign-up-change";
import { reactivateWorkspace, suspendWorkspace } from "./suspend-workspace";
import { updateAddress } from "./update-address";
import { updateSignUp, updateWorkspace, updateWorkspaceRegion } from "./update-workspace";

const change = z.object({ from: z.string(), to: z.string() });

/** As earlier versions told of who may join: without what it was before. */
const earlierSignUp = z.object({ signUpPolicy: z.string() });

const addressChange = z.object({ address: change });
const regionChange = z.object({ region: z.object({ from: region, to: region }) });

const logoChange = z.object({ logo: z.enum(["set", "removed"]) });

const regionWords = ({ language, timeZone }: z.output<typeof region>): string =>
  [language === null ? "the browser's language" : languageNames[language], timeZone ?? "UTC"].join(", ");

function settingsWords(
  it:
    | { name: z.output<typeof change> }
    | z.output<typeof addressChange>
    | z.output<typeof regionChange>
    | z.output<typeof logoChange>
    | z.output<typeof earlierSignUp>
    | z.output<typeof signUpChange>,
): string {
  if ("name" in it) return `name: ${it.name.from} → ${it.name.to}`;
  if ("address" in it) return `address: ${it.address.from} → ${it.address.to}`;
  if ("region" in it) return `region: ${regionWords(it.region.from)} → ${regionWords(it.region.to)}`;
  if ("logo" in it) return it.logo === "set" ? "a new logo" : "no logo";
  const { signUpPolicy } = it;
  return typeof signUpPolicy === "string"
    ? `who may join: ${signUpPolicy}`
    : signUpChangeWords({ ...it, signUpPolicy });
}

export const tenancy = noun({
  name: "tenancy",
  ids: { ten: "workspace" },
  events: {
    "workspace.created": "opened the workspace",
    "workspace.updated": telling(
      "changed the workspace settings",
      z.union([
        z.object({ name: change }),
        addressChange,
        regionChange,
        logoChange,
        earlierSignUp,
        signUpChange,
      ]),
      settingsWords,
    ),
    "workspace.suspended": telling(
      "suspended the workspace",
      z.object({ notice: z.string() }),
      (it) => it.notice,
    ),
    "workspace.reactivated": "reactivated the workspace",
  },
  operations: [
    getSettings,
    listTenants,
    reactivateWorkspace,
    removeLogo,
    setLogo,
    suspendWorkspace,
    updateAddress,
    updateSignUp,
    updateWorkspace,
    updateWorkspaceRegion,
  ],
  jobs: [purgeAddressesJob],
});
