import { html, page } from "./html.js";
import { styles } from "./styles.js";

/** Above every page, so that nobody takes it for the real thing. */
export const LOCAL_NOTICE = html`<aside class="bar" aria-label="About this page">Local test page. No card is charged and no money moves.</aside>`;

export function message(title: string, text: string, status: number): Response {
  const body = html`${LOCAL_NOTICE}<main><div class="card stack tight"><h1>${title}</h1><p class="soft">${text}</p></div></main>`;
  return page(title, body, { status, styles });
}
