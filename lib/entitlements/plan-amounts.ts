import { z } from "zod";
import { currencies } from "./currencies";

/** For an interval, before tax, in minor units: of the yen these are whole yen. */
const amounts = z.object({
  monthly: z.number().int(),
  quarterly: z.number().int(),
  annual: z.number().int(),
});
export type Amounts = z.infer<typeof amounts>;

const prices = z.record(z.enum(currencies), amounts);

/** What a plan costs in each currency. Each amount is set by hand: none follows from another by a rate. */
export const amountsShape = {
  price: prices,
  /** Price of one more seat; null where the included seats are the cap. */
  extraSeat: prices.nullable(),
  /** For 1,000 API calls above the quota, in minor units; null where the quota is hard. */
  apiOverage: z.record(z.enum(currencies), z.number().int().positive()).nullable(),
};

const per = (monthly: number, quarterly: number, annual: number): Amounts => ({ monthly, quarterly, annual });
const nothing = per(0, 0, 0);

export const freeAmounts = {
  price: { usd: nothing, eur: nothing, gbp: nothing, jpy: nothing },
  extraSeat: null,
  apiOverage: null,
};

export const starterAmounts = {
  price: {
    usd: per(2_900, 7_900, 29_000),
    eur: per(2_700, 7_300, 27_000),
    gbp: per(2_300, 6_200, 23_000),
    jpy: per(4_400, 12_000, 44_000),
  },
  extraSeat: {
    usd: per(800, 2_200, 8_000),
    eur: per(700, 1_900, 7_000),
    gbp: per(600, 1_600, 6_000),
    jpy: per(1_200, 3_300, 12_000),
  },
  apiOverage: { usd: 50, eur: 45, gbp: 40, jpy: 75 },
};

export const professionalAmounts = {
  price: {
    usd: per(9_900, 26_900, 99_000),
    eur: per(8_900, 24_200, 89_000),
    gbp: per(7_900, 21_500, 79_000),
    jpy: per(14_800, 40_400, 148_000),
  },
  extraSeat: {
    usd: per(1_200, 3_300, 12_000),
    eur: per(1_100, 3_000, 11_000),
    gbp: per(900, 2_400, 9_000),
    jpy: per(1_800, 4_900, 18_000),
  },
  apiOverage: { usd: 30, eur: 28, gbp: 24, jpy: 45 },
};

export const businessAmounts = {
  price: {
    usd: per(29_900, 81_900, 299_000),
    eur: per(27_900, 76_000, 279_000),
    gbp: per(23_900, 65_200, 239_000),
    jpy: per(44_800, 122_000, 448_000),
  },
  extraSeat: {
    usd: per(1_500, 4_100, 15_000),
    eur: per(1_400, 3_800, 14_000),
    gbp: per(1_200, 3_200, 12_000),
    jpy: per(2_200, 6_000, 22_000),
  },
  apiOverage: { usd: 15, eur: 14, gbp: 12, jpy: 23 },
};

export const enterpriseAmounts = {
  price: {
    usd: per(149_900, 409_900, 1_499_000),
    eur: per(139_900, 381_900, 1_399_000),
    gbp: per(119_900, 327_000, 1_199_000),
    jpy: per(224_800, 613_000, 2_248_000),
  },
  extraSeat: {
    usd: per(1_800, 4_900, 18_000),
    eur: per(1_700, 4_600, 17_000),
    gbp: per(1_400, 3_800, 14_000),
    jpy: per(2_700, 7_300, 27_000),
  },
  apiOverage: null,
};
