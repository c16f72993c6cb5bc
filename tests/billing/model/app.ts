import { drainSoon } from "@/lib/billing/sync/sync";
import { receiveWebhook } from "@/lib/billing/sync/webhook";
import { signatureOf } from "./post";

export const webhookSecret = "whsec_of_the_model";

/** The application under test, wherever it runs. */
export interface App {
  /** Hands one signed delivery in; answers with the status. */
  deliver(body: string): Promise<number>;
  /** Comes back when no sync is under way. */
  idle(): Promise<void>;
}

/** What the webhook's route does: answers, then drains. */
export function openRoute() {
  const draining = new Set<Promise<void>>();
  return {
    async post(body: string, signature: string): Promise<number> {
      const headers = { "stripe-signature": signature };
      const { ok, status } = await receiveWebhook(
        new Request("http://app.test/", { method: "POST", headers, body }),
      );
      if (ok) draining.add(drainSoon());
      return status;
    },
    async idle(): Promise<void> {
      await Promise.all(draining);
      draining.clear();
    },
  };
}

/** The app in this process. */
export function appInProcess(): App {
  const route = openRoute();
  return { ...route, deliver: (body) => route.post(body, signatureOf(body, webhookSecret)) };
}
