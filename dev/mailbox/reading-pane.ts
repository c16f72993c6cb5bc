import { type Html, html } from "./html";
import { webAddress } from "./links";
import type { Message } from "./message";

/** One mail: its head, a choice of HTML or text, and the body. */
export function readingPane(message: Message, view: "html" | "text", to: string): Html {
  const back = to ? `/?${new URLSearchParams({ to }).toString()}` : "/";
  const isHtml = view === "html" && message.html !== null;
  return html`<article aria-labelledby="subject">
    <a class="back" href="${back}">All mails</a>
    <header>
      <h2 id="subject">${message.subject || "No subject"}</h2>
      <dl>
        <div><dt>From</dt><dd>${message.from}</dd></div>
        <div><dt>To</dt><dd>${message.to.join(", ")}</dd></div>
        <div><dt>Received</dt><dd><time datetime="${message.receivedAt}">${longTime(message.receivedAt)}</time></dd></div>
      </dl>
      ${message.html !== null && views(message, isHtml, to)}
      ${message.attachments.length > 0 && attachments(message)}
    </header>
    ${isHtml ? htmlBody(message) : textBody(message.text)}
  </article>`;
}

const longTime = (receivedAt: string) =>
  new Date(receivedAt).toLocaleString("en", { dateStyle: "long", timeStyle: "medium" });

function views({ id }: Message, isHtml: boolean, to: string): Html {
  const link = (label: string, view: string, isCurrent: boolean) => {
    const query = new URLSearchParams({ id, view, ...(to && { to }) });
    return html`<a class="view" href="/?${query.toString()}" aria-current="${isCurrent ? "page" : "false"}">${label}</a>`;
  };
  return html`<nav class="views" aria-label="Body">${link("HTML", "html", isHtml)}${link("Text", "text", !isHtml)}</nav>`;
}

function attachments({ id, attachments: files }: Message): Html {
  const items = files.map(
    ({ filename, sizeBytes }, index) =>
      html`<li><a href="/messages/${id}/attachments/${index}" download>${filename}</a> (${Math.ceil(sizeBytes / 1024)} KB)</li>`,
  );
  return html`<ul class="attachments" aria-label="Attachments">${items}</ul>`;
}

/** No scripts and no forms of the mail's run; its links may open a tab or, when clicked, take the whole window. */
function htmlBody({ id }: Message): Html {
  return html`<iframe title="Mail body" src="/messages/${id}/body"
    sandbox="allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"></iframe>`;
}

function textBody(text: string): Html {
  if (text.trim() === "") return html`<p class="empty">This mail has no text version.</p>`;
  const parts: Html[] = [];
  let end = 0;
  for (const match of text.matchAll(webAddress)) {
    const [address] = match;
    parts.push(
      html`${text.slice(end, match.index)}<a href="${address}" target="_blank" rel="noreferrer">${address}</a>`,
    );
    end = match.index + address.length;
  }
  return html`<pre tabindex="0" role="region" aria-label="Mail text">${parts}${text.slice(end)}</pre>`;
}
