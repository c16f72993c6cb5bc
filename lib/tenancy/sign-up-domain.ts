import { said } from "@/lib/platform/said";

/** Mailboxes that anybody can have: whoever listed one would open the door to the world. */
const freeMail = new Set(
  `gmail.com googlemail.com outlook.com hotmail.com hotmail.co.uk hotmail.fr hotmail.de live.com msn.com passport.com
  yahoo.com yahoo.co.uk yahoo.fr yahoo.de yahoo.co.jp yahoo.co.in ymail.com rocketmail.com icloud.com me.com mac.com
  aol.com gmx.com gmx.de gmx.net gmx.at gmx.ch web.de t-online.de freenet.de mail.com email.com usa.com proton.me
  protonmail.com pm.me tutanota.com tuta.io tuta.com fastmail.com hey.com hushmail.com zoho.com zohomail.com mail.ru
  inbox.ru list.ru bk.ru yandex.ru yandex.com ya.ru rambler.ru qq.com foxmail.com 163.com 126.com sina.com sohu.com
  naver.com hanmail.net daum.net orange.fr wanadoo.fr free.fr laposte.net sfr.fr libero.it virgilio.it tiscali.it
  alice.it seznam.cz wp.pl o2.pl onet.pl interia.pl uol.com.br bol.com.br terra.com.br comcast.net verizon.net att.net
  sbcglobal.net cox.net btinternet.com sky.com rediffmail.com duck.com simplelogin.com
  privaterelay.appleid.com`
    .split(/\s+/)
    .filter(Boolean),
);

/** Mailboxes that anybody gets without asking and nobody keeps: whoever has one cannot be held to what they sent. */
const throwAway = new Set(
  `mailinator.com guerrillamail.com guerrillamail.net guerrillamail.org guerrillamail.info guerrillamail.biz
  guerrillamail.de guerrillamailblock.com sharklasers.com grr.la spam4.me pokemail.net 10minutemail.com 10minutemail.net
  20minutemail.com temp-mail.org temp-mail.io tempmail.com tempmail.net tempmailo.com tempr.email discard.email
  discardmail.com throwawaymail.com yopmail.com yopmail.fr yopmail.net trashmail.com trashmail.net trashmail.de
  wegwerfmail.de byom.de spoofmail.de maildrop.cc mailnesia.com mailcatch.com mintemail.com mytemp.email moakt.com mohmal.com
  getnada.com dispostable.com fakeinbox.com emailondeck.com inboxkitten.com 1secmail.com spamgourmet.com mailexpire.com`
    .split(/\s+/)
    .filter(Boolean),
);

const publicShape = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{2,59})$/;
const privateEnding = /(?:^|\.)(?:local|localhost|internal|intranet|lan|home|corp|arpa|invalid|onion)$/;
/** `co.uk` and its like: everybody's, though it has a dot. */
const sharedEnding = /^(?:co|com|org|net|gov|edu|ac|or|ne|go)\.[a-z]{2}$/;

/** `@ACME.com.` and `bücher.example` as the domain part of an address is stored. Keeps what is no domain as it is. */
export function normaliseDomain(text: string): string {
  const bare = text.toLowerCase().replace(/^@/, "").replace(/\.$/, "");
  const url = /^[^/?#:@\\]+$/.test(bare) ? `http://${bare}` : "";
  return URL.canParse(url) ? new URL(url).hostname : bare;
}

/** Whether anybody can have a mailbox at this domain. */
export const isFreeMail = (domain: string): boolean => freeMail.has(domain) || isThrowAwayDomain(domain);

/** The part of a domain that somebody registers: `acme.co.uk` of `berlin.acme.co.uk`. */
export function registrableDomain(domain: string): string {
  const labels = domain.split(".");
  return labels.slice(sharedEnding.test(labels.slice(-2).join(".")) ? -3 : -2).join(".");
}

/** Whether this address is of a mailbox to throw away, also on a domain below one of those. */
export const isThrowAway = (email: string): boolean =>
  isThrowAwayDomain(email.slice(email.lastIndexOf("@") + 1).toLowerCase());

function isThrowAwayDomain(domain: string): boolean {
  const labels = domain.split(".");
  return labels.some((_, at) => throwAway.has(labels.slice(at).join(".")));
}

/** Why people with addresses of this domain may not all be let in, as a sentence for the form; null when they may. */
export function domainProblem(domain: string): string | null {
  if (
    domain.length > 253 ||
    !publicShape.test(domain) ||
    privateEnding.test(domain) ||
    sharedEnding.test(domain)
  ) {
    return said("tenancy.refused.notPublic", { domain });
  }
  if (isFreeMail(domain)) {
    return said("tenancy.refused.freeMail", { domain });
  }
  return null;
}
