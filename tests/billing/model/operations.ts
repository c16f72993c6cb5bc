import type { CustomerState } from "./customer-state";
import { buying } from "./operations/buying";
import { changing } from "./operations/changing";
import { disputing } from "./operations/disputing";
import { ending } from "./operations/ending";
import { givingBack } from "./operations/giving-back";
import { paying } from "./operations/paying";
import { recipient } from "./operations/recipient";
import { using } from "./operations/using";
import type { Random } from "./random";
import type { World } from "./world";

/** Where a subscription is, or that there is none. */
export type Stage = "none" | "trialing" | "active" | "past_due" | "unpaid" | "paused" | "incomplete";

export interface Scene extends CustomerState {
  world: World;
  random: Random;
}

/** Something an owner, their bank or somebody at Stripe's dashboard does to one customer. */
export interface Operation {
  name: string;
  weight: number;
  stages: readonly Stage[];
  /** Null when there was nothing to do after all. */
  run(scene: Scene): Promise<unknown> | null;
}

export const operations: readonly Operation[] = [
  ...buying,
  ...changing,
  ...using,
  ...ending,
  ...paying,
  ...givingBack,
  ...disputing,
  ...recipient,
];

export function stageOf({ subscription }: CustomerState): Stage {
  return subscription ? (subscription.status as Stage) : "none";
}
