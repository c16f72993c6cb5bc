import { z } from "zod";
import { levels } from "@/db/placement";
import { noun, plainly, telling } from "@/lib/core/noun";
import { languageNames } from "@/lib/platform/languages";
import { region } from "@/lib/platform/region";
import { said } from "@/lib/platform/said";
import { purgeAddressesJob } from "./purge-addresses";
import { getSettings, listTenants } from "./queries";
import { signUpPolicies } from "./schema";
import { removeLogo, setLogo } from "./set-logo";
import { policyWords, signUpChange, signUpChangeWords } from "./sign-up-change";
import { reactivateWorkspace, suspendWorkspace } from "./suspend-workspace";
import { tellMove } from "./tell-move";
import { updateAddress } from "./update-address";
import { updateSignUp, updateWorkspace, updateWorkspaceRegion } from "./update-workspace";

const change = z.object({ from: z.string(), to: z.string() });

/** As earlier versions told of who may join: without what it was before. */
const earlierSignUp = z.object({ signUpPolicy: z.enum(signUpPolicies) });

const addressChange = z.object({ address: change });
const regionChange = z.object({ region: z.object({ from: region, to: region }) });

const logoChange = z.object({ logo: z.enum(["set", "removed"]) });

const regionWords = ({ language, timeZone }: z.output<typeof region>) => ({
  said: said("history.zone", {
    language: language === null ? { said: said("history.browser") } : languageNames[language],
    zone: timeZone ?? "UTC",
  }),
});

function settingsWords(
  it:
    | { name: z.output<typeof change> }
    | z.output<typeof addressChange>
    | z.output<typeof regionChange>
    | z.output<typeof logoChange>
    | z.output<typeof earlierSignUp>
    | z.output<typeof signUpChange>,
): string {
  if ("name" in it) return said("history.name", it.name);
  if ("address" in it) return said("history.address", it.address);
  if ("region" in it)
    return said("history.region", { from: regionWords(it.region.from), to: regionWords(it.region.to) });
  if ("logo" in it) return said(`history.logo.${it.logo}`);
  const { signUpPolicy } = it;
  return typeof signUpPolicy === "string"
    ? said("history.policyNow", { policy: policyWords(signUpPolicy) })
    : signUpChangeWords({ ...it, signUpPolicy });
}

export const tenancy = noun({
  name: "tenancy",
  ids: { ten: "workspace" },
  events: {
    "workspace.updated": telling(
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
    "workspace.suspended": telling(z.object({ notice: z.string() }), ({ notice }) => notice),
    ...plainly("workspace.created", "workspace.reactivated"),
    "workspace.moved": telling(z.object({ to: z.enum(levels) }), ({ to }) => said(`history.movedTo.${to}`)),
  },
  operations: [
    getSettings,
    listTenants,
    reactivateWorkspace,
    removeLogo,
    setLogo,
    suspendWorkspace,
    tellMove,
    updateAddress,
    updateSignUp,
    updateWorkspace,
    updateWorkspaceRegion,
  ],
  jobs: [purgeAddressesJob],
});
