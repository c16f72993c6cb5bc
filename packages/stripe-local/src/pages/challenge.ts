import { type Html, html, page } from "./html.js";
import { LOCAL_NOTICE } from "./notice.js";
import { styles } from "./styles.js";

/** What a bank shows to a card's owner before it pays, or before the card is kept. */
export interface Challenge {
  title: string;
  question: string;
}

export const paymentChallenge = (amount: string): Challenge => ({
  title: "Confirm the payment",
  question: `The bank asks the owner of the card to confirm a payment of ${amount}.`,
});

export const SETUP_CHALLENGE: Challenge = {
  title: "Confirm your card",
  question: "The bank asks the owner of the card to confirm that it may be charged from now on.",
};

/** The form is sent again with what the owner decides. */
export function challengePage(typed: URLSearchParams, challenge: Challenge): Response {
  const body = html`${LOCAL_NOTICE}
<main>
  <h1>${challenge.title}</h1>
  <form method="post" class="card stack">
    ${[...typed].map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
    ${challengeButtons(challenge)}
  </form>
</main>`;
  return page(challenge.title, body, { styles });
}

/** Two buttons named `challenge`: `pass` and `fail`. */
export function challengeButtons({ question }: Challenge): Html {
  return html`<p>${question}</p>
<button class="primary" type="submit" name="challenge" value="pass">Confirm</button>
<button type="submit" name="challenge" value="fail">Fail to confirm</button>`;
}

export const NOT_CONFIRMED =
  "The bank could not confirm that the card is yours. Try again, or use another card.";
