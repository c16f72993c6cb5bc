import { answerSetup } from "../resources/setup-intents.js";
import { challengePage, SETUP_CHALLENGE } from "./challenge.js";
import { redirect } from "./html.js";
import type { PageContext } from "./index.js";
import { message } from "./notice.js";

/** Where a setup intent's `next_action` leads: the bank's question, and back to the `return_url` with what became of it. */
export async function setupChallengePage(
  { sandbox }: PageContext,
  request: Request,
  id: string,
): Promise<Response> {
  const intent = sandbox.store.find("setup_intent", id);
  if (intent?.status !== "requires_action")
    return message("Nothing to confirm here", "Go back to the application and start again.", 404);
  if (request.method !== "POST") return challengePage(new URLSearchParams(), SETUP_CHALLENGE);
  const isConfirmed = new URLSearchParams(await request.text()).get("challenge") === "pass";
  const { client_secret: secret } = sandbox.transaction(() => answerSetup(sandbox, id, isConfirmed));
  const back = intent.next_action?.redirect_to_url?.return_url;
  if (!back) return message("Thank you", "Go back to the application.", 200);
  const url = new URL(back);
  url.searchParams.set("setup_intent", id);
  url.searchParams.set("setup_intent_client_secret", secret ?? "");
  url.searchParams.set("redirect_status", isConfirmed ? "succeeded" : "failed");
  return redirect(url.href);
}
