const efforts = [
  "catalog relaunch",
  "warehouse move",
  "dealer portal",
  "returns process",
  "spring campaign",
  "product photography",
  "packaging redesign",
  "supplier audit",
  "loyalty programme",
  "trade fair stand",
  "repair service",
  "size guide",
  "customer survey",
  "price list",
  "field test",
  "safety certification",
  "carbon report",
  "showroom refit",
  "onboarding handbook",
  "press kit",
  "demand forecast",
  "stock count",
];
const scopes = [
  "Nordics",
  "Alpine tents",
  "Trail running",
  "DACH",
  "Benelux",
  "Winter 2027",
  "Kids’ range",
  "Iberia",
  "Rope & harness",
  "Lisbon store",
  "Footwear",
  "Online shop",
];
const descriptions = [
  "Scope agreed with sales and operations; first review at the end of the month.",
  "Waiting for the supplier’s quote before the budget is final.",
  "",
  "Everything that is left after the pilot: texts, pictures, translations and the hand-over to support.",
  "Small team, weekly check-in on Tuesdays.",
];

/** `count` different names that a company of this kind would use; 264 are possible. */
export function projectNames(count: number): string[] {
  const names = scopes.flatMap((scope) => efforts.map((effort) => `${scope}: ${effort}`));
  // A fixed stride that shares no factor with the length mixes the list without repeating a name.
  return Array.from(
    { length: Math.min(count, names.length) },
    (_, index) => names[(index * 35) % names.length] ?? "",
  );
}

export const projectDescription = (index: number): string => descriptions[index % descriptions.length] ?? "";
