import type { Question } from "@/components/marketing/faq";
import { currencies, currencyNames } from "@/lib/entitlements/currencies";
import { capitalized, listInWords } from "@/lib/entitlements/plan-words";
import { plans } from "@/lib/entitlements/plans";

const { trialDays } = plans.professional;

export const pricingQuestions: Question[] = [
  {
    question: "Do I need a card to try a plan?",
    answer: `No. A trial runs for ${trialDays} days without one. Add a card before it ends to stay on the plan; until then nothing is charged.`,
  },
  {
    question: "Can I change the plan later?",
    answer:
      "At any time, up or down, from billing in your workspace. The time left on the old plan is credited to the second, and you see the exact amount before you confirm.",
  },
  {
    question: "What if we have more members than the plan includes?",
    answer:
      "Add seats. Every paid plan has a price for each further member, for the same interval as the plan itself. On Free the included members are the limit.",
  },
  {
    question: "What happens above the API quota?",
    answer:
      "On Free, calls are refused until the month turns. Starter, Professional and Business go on, and the calls above the quota are billed by the thousand at the end of the month.",
  },
  {
    question: "How do I cancel?",
    answer:
      "In billing, without asking anyone. The plan stays until the end of the time you paid for, and you can change your mind until then. Afterwards the workspace goes on with Free.",
  },
  {
    question: "Which currencies can we pay in?",
    answer: `${capitalized(listInWords(currencies.map((each) => currencyNames[each])))}. A workspace keeps the currency of what it buys first.`,
  },
  { question: "Is tax included?", answer: "No. All prices are before tax." },
];
