import { after } from "next/server";
import { drainSoon } from "@/lib/billing/sync/sync";
import { receiveWebhook } from "@/lib/billing/sync/webhook";

export async function POST(request: Request): Promise<Response> {
  const response = await receiveWebhook(request);
  if (response.ok) after(drainSoon);
  return response;
}
