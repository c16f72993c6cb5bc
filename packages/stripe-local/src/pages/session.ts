import type { CheckoutSession } from "../types.js";
import { type Html, html } from "./html.js";

export const COUNTRIES: [string, string][] = [
  ["US", "United States"],
  ["AT", "Austria"],
  ["BE", "Belgium"],
  ["CA", "Canada"],
  ["DE", "Germany"],
  ["ES", "Spain"],
  ["FR", "France"],
  ["GB", "United Kingdom"],
  ["IE", "Ireland"],
  ["IT", "Italy"],
  ["JP", "Japan"],
  ["NL", "Netherlands"],
];

/** What the session says beside the button; null where it says nothing. */
export function submitNote({ custom_text: { submit } }: CheckoutSession): Html | null {
  return submit && html`<p class="hint">${submit.message}</p>`;
}

/** Where whoever is done is led back to. */
export function successUrl(session: CheckoutSession): string {
  return (session.success_url ?? "/").replaceAll("{CHECKOUT_SESSION_ID}", session.id);
}
