import { apiKeys } from "./api-keys/noun";
import { audit } from "./audit/noun";
import { auth } from "./auth/noun";
import { billing } from "./billing/noun";
import { invalidateJob } from "./core/invalidation";
import type { Job } from "./core/job";
import { freeAbandonedJob } from "./core/job-lock";
import type { Noun, Telling } from "./core/noun";
import type { Operation } from "./core/operation";
import { deliverEventsJob } from "./core/outbox";
import { entitlements } from "./entitlements/noun";
import { keys } from "./keys/noun";
import { members } from "./members/noun";
import { notifications } from "./notifications/noun";
import { objects } from "./objects/noun";
import { onboarding } from "./onboarding/noun";
import { pictures } from "./pictures/noun";
import { projects } from "./projects/noun";
import { quotes } from "./quotes/noun";
import { tenancy } from "./tenancy/noun";
import { usage } from "./usage/noun";
import { webhooks } from "./webhooks/noun";

/** The parts of the product, in the order in which they may know each other: each imports only those before it. */
export const nouns: readonly Noun[] = [
  keys,
  objects,
  pictures,
  notifications,
  usage,
  entitlements,
  tenancy,
  webhooks,
  auth,
  quotes,
  members,
  apiKeys,
  onboarding,
  billing,
  projects,
  audit,
];

/** Every command and query there is, by its name. */
export const operations: ReadonlyMap<string, Operation> = uniquely(
  nouns.flatMap((noun) => noun.operations.map((one) => [one.name, one] as const)),
);

/** Every event there is, with what explains it. */
export const tellings: ReadonlyMap<string, Telling> = uniquely(
  nouns.flatMap(({ events }) => Object.entries(events)),
);

/** Every prefix of an id, with what it names. */
export const idPrefixes: ReadonlyMap<string, string> = uniquely(
  nouns.flatMap(({ ids }) => Object.entries(ids)),
);

/** Every job there is. One that is not listed here is never run. */
export const jobs: readonly Job[] = [
  invalidateJob,
  freeAbandonedJob,
  deliverEventsJob,
  ...nouns.flatMap((noun) => noun.jobs),
];

for (const { name, ...operation } of operations.values()) {
  const emits = "emits" in operation ? operation.emits : [];
  for (const type of emits)
    if (!tellings.has(type)) throw new Error(`${name} emits ${type}, which no noun declares`);
}

function uniquely<T>(entries: (readonly [string, T])[]): Map<string, T> {
  const found = new Map<string, T>();
  for (const [name, value] of entries) {
    if (found.has(name)) throw new Error(`${name} is declared twice`);
    found.set(name, value);
  }
  return found;
}
