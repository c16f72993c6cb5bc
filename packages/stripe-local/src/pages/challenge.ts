import { type Html, html, page } from "./html.js";
import { LOCAL_NOTICE } from "./notice.js";
import { styles } from "./styles.js";

/** What a bank shows to a card's owner before it pays. The form is sent again with what they decide. */
export function challengePage(typed: URLSearchParams, amount: string): Response {
  const body = html`${LOCAL_NOTICE}
<main>
  <h1>Confirm the payment</h1>
  <form method="post" class="card stack">
    ${[...typed].map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
    ${challengeButtons(amount)}
  </form>
</main>`;
  return page("Confirm the payment", body, { styles });
}

/** Two buttons named `challenge`: `pass` and `fail`. */
export function challengeButtons(amount: string): Html {
  return html`<p>The bank asks the owner of the card to confirm a payment of ${amount}.</p>
<button class="primary" type="submit" name="challenge" value="pass">Confirm</button>
<button type="submit" name="challenge" value="fail">Fail to confirm</button>`;
}

export const NOT_CONFIRMED =
  "The bank could not confirm that the card is yours. Try again, or use another card.";
