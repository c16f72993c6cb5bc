import { type Cap, type Plan, type PlanId, plans, type Thing, type ThingWords, things } from "./plans";

export type FeatureName = Thing | "seats";

/** Everything a workspace has a number of: what the plans include, and the seats, which can also be bought one by one. */
export const featureWords: Record<FeatureName, ThingWords> = {
  ...things,
  seats: { one: "seat", many: "seats", alsoCounted: "open invitations" },
};

/** Members is what seats are called before there is a workspace. */
const memberWords: ThingWords = { one: "member", many: "members" };

const featureNames = Object.keys(featureWords).filter((name): name is FeatureName =>
  Object.hasOwn(featureWords, name),
);

/** What is known of some features, with their words, in the order in which every page shows them. */
export const withWords = <T>(known: Partial<Record<FeatureName, T>>) =>
  featureNames.flatMap((name) => {
    const value = known[name];
    return value === undefined ? [] : [{ name, words: featureWords[name], value }];
  });

/** "Starter"; "an arranged plan" where what is paid for is none of the catalog’s. */
export const planNameOf = (plan: PlanId | null): string => (plan ? plans[plan].name : "an arranged plan");

const thingNames = Object.keys(things).filter((name): name is Thing => Object.hasOwn(things, name));

/** "Unlimited", "12,000" */
export const formatCap = (cap: Cap): string =>
  cap === "unlimited" ? "Unlimited" : cap.toLocaleString("en-US");

/** "1 project", "12,000 projects", "Unlimited projects" */
export const amountOf = (cap: Cap, words: ThingWords): string => `${formatCap(cap)} ${nameOf(cap, words)}`;

export const nameOf = (cap: Cap, { one, many }: ThingWords): string => (cap === 1 ? one : many);

/** "Custom domains" */
export const labelOf = ({ many }: ThingWords): string => capitalized(many);

export const capitalized = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** "projects, archived ones too": with what somebody might not expect to be counted. */
export const withAlsoCounted = (name: string, { alsoCounted }: ThingWords): string =>
  alsoCounted ? `${name}, ${alsoCounted} too` : name;

/** How to make room among them without a larger plan: "archive or delete". */
export const makingRoom = ({ alsoCounted }: ThingWords): string =>
  alsoCounted === "archived ones" ? "archive or delete" : "delete";

/** "3 projects over Starter’s 10 become read-only. …" */
export function beyondInWords(
  words: ThingWords,
  { planName, total, limit }: { planName: string; total: number; limit: number },
): string {
  const fate = total === 1 ? "becomes read-only: the newest one" : "become read-only: the newest ones";
  const over = `${amountOf(total, words)} over ${planName}’s ${formatCap(limit)} ${fate}`;
  return `${over}. Nothing is deleted; ${makingRoom(words)} others to make room.`;
}

/** "3 projects, 2 vehicles and 1 seat"; en-US would set another comma, which our texts do without. */
export const listInWords = (parts: string[]): string =>
  new Intl.ListFormat("en-GB", { type: "conjunction" }).format(parts);

/** One line of a table for each thing the catalog has a cap on. */
export const thingLines: { label: string; capOf: (plan: Plan) => Cap }[] = thingNames.map((name) => ({
  label: labelOf(things[name]),
  capOf: ({ limits }) => limits[name],
}));

/** "10 projects", "1 custom domain": what a plan includes of each thing, and nothing of which it includes none. */
export const thingsIn = ({ limits }: Plan): string[] =>
  thingNames.flatMap((name) => (limits[name] === 0 ? [] : [amountOf(limits[name], things[name])]));

/** "10 GB", "Unlimited" */
export const storageIn = ({ limits: { storageGb } }: Plan): string =>
  `${formatCap(storageGb)}${storageGb === "unlimited" ? "" : " GB"}`;

export const membersIn = ({ seats }: Plan): string => amountOf(seats, memberWords);

/** What a plan is told by where there is room for a few words: its members, and what the catalog names first. */
export const essentialsOf = (plan: Plan): string[] => [membersIn(plan), ...thingsIn(plan).slice(0, 1)];

/**
 * The points of a plan's card, below what is said of its seats: those have a price of their own. What is metered stands apart
 * from the things, for it is told by the month or in gigabytes.
 */
export function pointsOf(plan: Plan, seats: string): string[] {
  const { limits, support } = plan;
  return [
    seats,
    ...thingsIn(plan),
    `${formatCap(limits.apiCallsPerMonth)} API calls a month`,
    `${storageIn(plan)} storage`,
    `Support: ${support.charAt(0).toLowerCase()}${support.slice(1)}`,
  ];
}
