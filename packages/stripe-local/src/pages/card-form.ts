import { TEST_CARDS } from "../billing/cards.js";
import { field, type Html, html } from "./html.js";

export type Errors = Record<string, string>;

interface CardInput {
  number: string;
  exp_month: number;
  exp_year: number;
}

/** The three card fields. What was typed comes back, except the security code. */
export function cardFields(typed: URLSearchParams, errors: Errors): Html {
  return html`<fieldset>
  <legend class="visually-hidden">Card</legend>
  ${field({
    name: "number",
    label: "Card number",
    value: typed.get("number") ?? "",
    error: errors.number,
    attributes: html`inputmode="numeric" autocomplete="cc-number" placeholder="4242 4242 4242 4242"`,
  })}
  <div class="pair">
    ${field({
      name: "expiry",
      label: "Expiry",
      value: typed.get("expiry") ?? "",
      error: errors.expiry,
      attributes: html`inputmode="numeric" autocomplete="cc-exp" placeholder="MM / YY"`,
    })}
    ${field({
      name: "cvc",
      label: "Security code",
      error: errors.cvc,
      attributes: html`inputmode="numeric" autocomplete="cc-csc" placeholder="123"`,
    })}
  </div>
</fieldset>`;
}

export function testCardHints(): Html {
  return html`<details>
  <summary>Test cards</summary>
  <table class="totals small">${TEST_CARDS.map(
    ({ number, hint }) =>
      html`<tr><td class="mono">${number.replaceAll(/(.{4})(?=.)/g, "$1 ")}</td><td class="soft">${hint}</td></tr>`,
  )}</table>
  <p class="hint">Any future expiry and any three digits.</p>
</details>`;
}

/** Reads the card fields; fills `errors` with what to correct. */
export function readCard(typed: URLSearchParams, errors: Errors, nowSeconds: number): CardInput | null {
  const number = (typed.get("number") ?? "").replaceAll(/[\s-]/g, "");
  const [month = "", year = ""] = (typed.get("expiry") ?? "").split("/").map((part) => part.trim());
  const exp_month = Number(month);
  const exp_year = Number(year.length === 2 ? `20${year}` : year);
  if (number === "") errors.number = "Enter a card number.";
  else if (!/^\d{12,19}$/.test(number)) errors.number = "Enter the whole card number, digits only.";
  if (!(exp_month >= 1 && exp_month <= 12) || !(exp_year > 2000))
    errors.expiry = "Enter the expiry as MM / YY.";
  else if (isPast(exp_month, exp_year, nowSeconds)) errors.expiry = "This card has expired. Use another one.";
  if (!/^\d{3,4}$/.test(typed.get("cvc") ?? "")) errors.cvc = "Enter the 3 or 4 digits.";
  return errors.number || errors.expiry || errors.cvc ? null : { number, exp_month, exp_year };
}

/** Puts a decline next to the field that it is about. */
export function errorField(code: string | undefined): string {
  if (code === "expired_card") return "expiry";
  if (code === "incorrect_cvc") return "cvc";
  return "number";
}

function isPast(month: number, year: number, nowSeconds: number): boolean {
  const now = new Date(nowSeconds * 1000);
  return year < now.getUTCFullYear() || (year === now.getUTCFullYear() && month < now.getUTCMonth() + 1);
}
