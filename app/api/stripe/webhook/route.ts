import { after } from "next/server";
import { drainSoon } from "@/lib/billing/sync/sync";
import { receiveWebhook } from "@/lib/billing/sync/webhook";
import { note } from "@/lib/core/refusals";
import { tellAfterAnswer } from "@/lib/entry/after-answer";
import { anonymousCallerAt } from "@/lib/entry/anonymous-caller";
import { originOf } from "@/lib/entry/origin";
import { takeInHand } from "@/lib/platform/exchange";

export async function POST(request: Request): Promise<Response> {
  takeInHand();
  const response = await receiveWebhook(request);
  if (response.ok) after(drainSoon);
  if (response.status === 400) {
    note("secret", anonymousCallerAt("webhook.receive", { tenant: null, origin: originOf(request.headers) }));
    tellAfterAnswer();
  }
  return response;
}
