import type { PlannedItems } from "@/db/schema/platform";
import { intervalLabels } from "@/lib/entitlements/interval-words";
import { amountOf, featureWords } from "@/lib/entitlements/plan-words";
import { plans } from "@/lib/entitlements/plans";

/** "Starter, monthly, 4 seats" */
export function termsInWords({ plan, interval, extraSeats }: PlannedItems): string {
  const seats = plans[plan].seats + extraSeats;
  return `${plans[plan].name}, ${intervalLabels[interval].toLowerCase()}, ${seatsInWords(seats)}`;
}

/** "1 seat", "12 seats" */
export const seatsInWords = (seats: number): string => amountOf(seats, featureWords.seats);
