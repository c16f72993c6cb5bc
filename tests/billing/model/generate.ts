import Stripe from "stripe";
import type { Event } from "stripe-local";
import { stateOf } from "./customer-state";
import { operations, stageOf } from "./operations";
import { seeded } from "./random";
import type { World } from "./world";

/** One thing that happened, and every event it made, in the order Stripe made them. */
export interface Step {
  /** "change of plan", or "time passes" when only the clock moved. */
  operation: string;
  customer: string | null;
  /** Stripe's error code when it said no: a decline, or something this state does not allow. */
  refusal: string | null;
  /** Seconds, on Stripe's clock after the step. */
  now: number;
  events: Event[];
}

/**
 * A random history of a Stripe account: the same seed makes the same one. Steps are made one at a time as they are
 * asked for, and Stripe stands where the last one left it, so a test may deliver what it got, read from the API, and
 * only then let the next thing happen; or take them all and read the end. Ends after at least `events` events.
 */
export async function* generate(
  world: World,
  { seed, events }: { seed: number; events: number },
): AsyncGenerator<Step> {
  const random = seeded(seed);
  const pending: Event[] = [];
  const stop = world.emulator.onEvents((made) => pending.push(...made));
  const { control } = world.emulator;
  control.setSettings({ afterRetries: random.pick(["cancel", "unpaid", "past_due"]) });
  try {
    for (let count = 0, idle = 0; count < events; ) {
      const outcome = random.chance(0.2) ? passTime(world, random.between(1, 36)) : await act(world, random);
      if (!outcome) {
        if (++idle > 1000) return;
        continue;
      }
      idle = 0;
      count += pending.length;
      yield { ...outcome, now: control.now(), events: pending.splice(0) };
    }
    // What the application did after the last step.
    if (pending.length > 0)
      yield {
        ...{ operation: "the application", customer: null, refusal: null },
        ...{ now: control.now(), events: pending.splice(0) },
      };
  } finally {
    stop();
  }
}

/** The whole history at once. */
export async function historyOf(world: World, options: { seed: number; events: number }): Promise<Step[]> {
  const steps: Step[] = [];
  for await (const step of generate(world, options)) steps.push(step);
  return steps;
}

type Outcome = Pick<Step, "operation" | "customer" | "refusal">;

function passTime({ emulator }: World, hours: number): Outcome {
  emulator.advanceTo(emulator.control.now() + hours * 3600);
  return { operation: "time passes", customer: null, refusal: null };
}

/** Null when nothing could happen to the customer that was picked. */
async function act(world: World, random: ReturnType<typeof seeded>): Promise<Outcome | null> {
  const customer = random.pick(world.customers);
  const state = await stateOf(world, customer);
  if (!state) return null;
  const stage = stageOf(state);
  const possible = operations.filter(({ stages }) => stages.includes(stage));
  if (possible.length === 0) return null;
  const operation = random.weighted(possible);
  try {
    const done = await operation.run({ ...state, world, random });
    return done === null ? null : { operation: operation.name, customer, refusal: null };
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError) || (error.statusCode ?? 500) >= 500) throw error;
    return { operation: operation.name, customer, refusal: error.code ?? error.type };
  }
}
