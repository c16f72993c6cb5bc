/** What of a card may be shown. */
interface ShownCard {
  brand: string;
  last4: string;
  expMonth: number | null;
  expYear: number | null;
}

/** "Visa ending in 4242"; another means of payment by its name alone. */
export function cardInWords({ brand, last4 }: ShownCard): string {
  const name = brand.charAt(0).toUpperCase() + brand.slice(1);
  return last4 ? `${name} ending in ${last4}` : name;
}

/** "12/2030"; null where it has no end. */
export const cardMonth = ({ expMonth, expYear }: ShownCard): string | null =>
  expMonth && expYear ? `${String(expMonth).padStart(2, "0")}/${expYear}` : null;
