import { after } from "next/server";
import { drainSoon } from "@/lib/billing/sync/sync";
import { receiveWebhook } from "@/lib/billing/sync/webhook";
import { note } from "@/lib/core/refusals";
import { tellAfterAnswer } from "@/lib/entry/after-answer";
import { originOf } from "@/lib/entry/origin";
import { strangerAt } from "@/lib/entry/stranger";
import { takeInHand } from "@/lib/platform/exchange";

export async function POST(request: Request): Promise<Response> {
  takeInHand();
  const response = await receiveWebhook(request);
  if (response.ok) after(drainSoon);
  if (response.status === 400) {
    note("secret", strangerAt("webhook.receive", { tenant: null, origin: originOf(request.headers) }));
    tellAfterAnswer();
  }
  return response;
}
