import { type Case, everybody, managers } from "../isolation/case";
import { samplePicture } from "../pictures/samples";

let moves = 0;

export const cases: Record<string, Case> = {
  "workspace.update": { may: managers },
  "workspace.update_address": { may: ["owner"], input: () => ({ slug: `moved-${++moves}` }) },
  "workspace.update_region": { may: managers },
  "workspace.set_logo": { may: managers, input: () => ({ picture: samplePicture() }) },
  "workspace.remove_logo": { may: managers },
  "workspace.update_sign_up": { may: managers, input: () => ({ signUpPolicy: "open" }) },
  "workspace.get_settings": { may: everybody },
  "workspace.reactivate": { audience: "operator", unproven: "needs a suspended workspace first" },
  "workspace.list_all": { audience: "operator" },
  "workspace.tell_move": {
    audience: "operator",
    input: ({ slug }) => ({ slug, to: process.env.ISOLATION_LEVEL ?? "shared" }),
  },
  "workspace.suspend": { audience: "operator" },
};

export const turnsBack: Record<string, string> = {
  "platform.addresses.held_until":
    "a workspace may go back to an address it left, which is then held for good",
  "platform.tenants.suspended_at": "a suspended workspace is opened again",
};
