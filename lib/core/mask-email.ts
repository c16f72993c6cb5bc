/** No address is longer (RFC 5321). */
const longest = 254;

/** An address as those recognize it who know it: `k…@a….example`. Of anything else not a letter is kept. */
export function maskEmail(typed: string): string {
  const email = typed.trim();
  if (email.length > longest) return "…";
  const [local = "", domain = "", ...more] = email.split("@");
  const top = domain.slice(domain.lastIndexOf(".") + 1);
  if (!local || !domain || more.length > 0 || !/^\p{L}{2,12}$/u.test(top) || top === domain) return "…";
  const [first] = local;
  const [host] = domain;
  return `${first}…@${host}….${top}`;
}
