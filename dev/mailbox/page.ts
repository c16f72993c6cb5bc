import { Html, html } from "./html";
import type { Message } from "./message";
import { readingPane } from "./reading-pane";

export type PageState = {
  messages: Message[];
  unread: number;
  selected: Message | null;
  /** Part of a recipient's address; empty shows everyone's mail. */
  to: string;
  view: "html" | "text";
  smtpUrl: string;
};

/** The whole page: the list of mails and, beside it, the one being read. */
export function page(state: PageState): string {
  const { selected, unread, to, messages } = state;
  const title = selected ? selected.subject || "No subject" : "Mailbox";
  const { source } = html`<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <title>${unread > 0 && `(${unread}) `}${title}</title>
  <link rel="icon" href="/assets/icon.svg">
  <link rel="stylesheet" href="/assets/mailbox.css">
  <script src="/assets/mailbox.js" defer></script>
</head>
<body class="${selected ? "is-reading" : "is-listing"}">
  <header class="bar">
    <h1><a href="/">Mailbox</a></h1>
    <form class="search" role="search" action="/">
      <label class="hidden" for="to">Search by recipient</label>
      <input id="to" name="to" type="search" value="${to}" placeholder="Search by recipient" autocomplete="off">
    </form>
    <p class="count" id="count" role="status">${countOf(messages.length, unread)}</p>
    <form method="post" action="/delete-all">
      <button type="submit" ${messages.length === 0 && !to && new Html("disabled")}>Delete all</button>
    </form>
  </header>
  <main class="columns">
    <nav class="list" id="list" aria-label="Mails">${list(state)}</nav>
    <div class="pane">${selected ? readingPane(selected, state.view, to) : nothingSelected(messages.length > 0)}</div>
  </main>
</body>
</html>`;
  return source;
}

const countOf = (total: number, unread: number) =>
  `${total} ${total === 1 ? "mail" : "mails"}${unread > 0 ? `, ${unread} unread` : ""}`;

function list({ messages, selected, to, smtpUrl }: PageState): Html {
  if (messages.length > 0)
    return html`<ol>${messages.map((message) => listItem(message, message === selected, to))}</ol>`;
  if (to) {
    return html`<div class="empty"><h2>No mail to “${to}”</h2><p><a href="/">Show everyone's mail</a></p></div>`;
  }
  return html`<div class="empty">
    <h2>No mail yet</h2>
    <p>What the app sends to <code>${smtpUrl}</code> arrives here and goes no further.</p>
  </div>`;
}

function listItem(message: Message, isSelected: boolean, to: string): Html {
  const query = new URLSearchParams({ id: message.id, ...(to && { to }) });
  return html`<li>
    <a id="${message.id}" href="/?${query.toString()}" ${isSelected && new Html('aria-current="true"')}
       class="${message.isRead ? "mail" : "mail is-unread"}">
      <span class="line">
        <span class="to">${!message.isRead && html`<span class="dot" role="img" aria-label="Unread"></span>`}${message.to.join(", ")}</span>
        ${timeOf(message)}
      </span>
      <span class="subject">${message.subject || "No subject"}</span>
      <span class="preview">${message.text.replace(/\s+/g, " ").slice(0, 140)}</span>
    </a>
  </li>`;
}

function timeOf({ receivedAt }: Message): Html {
  const received = new Date(receivedAt);
  const isToday = received.toDateString() === new Date().toDateString();
  const short = isToday
    ? received.toLocaleTimeString("en", { hour: "2-digit", minute: "2-digit", hour12: false })
    : received.toLocaleDateString("en", { day: "numeric", month: "short" });
  return html`<time datetime="${receivedAt}">${short}</time>`;
}

function nothingSelected(hasMail: boolean): Html {
  return html`<div class="empty"><p>${hasMail ? "Choose a mail to read it." : "Mails open here."}</p></div>`;
}
