import Stripe from "stripe";
import { webhookSecret } from "../local-billing";

interface Fields {
  id: string;
  type?: string;
  customer?: string;
  livemode?: boolean;
  created?: Date;
  apiVersion?: string;
  object?: Record<string, unknown>;
}

let serial = 0;

export const newEventId = (): string => `evt_test_${process.pid}_${++serial}`;

/** An event as Stripe would send it, about a subscription unless `object` says otherwise. */
export function eventBody(fields: Fields): string {
  const { id, customer = "cus_nobody", livemode = false, created = new Date(), object } = fields;
  return JSON.stringify({
    id,
    object: "event",
    type: fields.type ?? "customer.subscription.updated",
    api_version: fields.apiVersion ?? "2026-10-28.endive",
    created: Math.floor(created.getTime() / 1_000),
    livemode,
    request: { id: null },
    data: { object: object ?? { id: "sub_x", object: "subscription", customer } },
  });
}

/** `agoSeconds` old; below zero it comes from the future. */
export function sign(payload: string, secret = webhookSecret, agoSeconds = 0): string {
  const timestamp = Math.floor(Date.now() / 1_000) - agoSeconds;
  return Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp });
}

export function deliver(url: string, body: string, signature = sign(body)): Promise<Response> {
  return fetch(url, { method: "POST", body, headers: { "stripe-signature": signature } });
}
