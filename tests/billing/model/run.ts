import type pg from "pg";
import type { Event } from "stripe-local";
import { effectsJob } from "@/lib/billing/sync/effects";
import { wakeDue } from "@/lib/billing/sync/wake-due";
import type { App } from "./app";
import { CalledFor } from "./called-for";
import { driftedCustomers, unbalancedCustomers } from "./compare";
import { ControlArms } from "./controls";
import { converge, endSome, lookIntoThePast, wakeZombies } from "./converge";
import { Couriers } from "./couriers";
import { changedTables, fingerprintOf } from "./fingerprint";
import type { Front } from "./front";
import { generate } from "./generate";
import { PausesThatEnd } from "./pauses";
import { admitPayers } from "./payers";
import { Post } from "./post";
import { seeded } from "./random";
import { type Telling, tellingOf } from "./told";
import { openWorld, type World } from "./world";

/** Where a history is run: an app, the address it takes for Stripe's, and the database's owner to look on. */
export interface Stage {
  app: App;
  front: Front;
  owner: pg.Pool;
}

export interface Verdict extends Telling {
  events: number;
  deliveries: number;
  customers: number;
  /** Stripe requests the app made until everything had converged. */
  reads: number;
  /** From the last answer until nothing was wanted any more. */
  convergedInMs: number;
  /** Readers whose answer came after somebody else had taken over. */
  zombies: number;
  /** By customer, what differs from Stripe's state. */
  drifted: Map<string, string[]>;
  /** The same after readers were shown a past in which an ended subscription still ran. */
  resurrected: Map<string, string[]>;
  /** By customer, which sums do not come out: charges, refunds, invoices, credit and the balance. */
  unbalanced: Map<string, string[]>;
  /** Tables the replay of the whole history wrote to. */
  rewritten: string[];
  controls: ReturnType<ControlArms["drift"]>;
}

export interface Size {
  seed: number;
  events: number;
  customers: number;
}

/** One random history, delivered as badly as Stripe may, and what the app made of it. */
export async function runHistory(stage: Stage, size: Size): Promise<Verdict> {
  const { front, owner } = stage;
  const world = await openWorld(size);
  await admitPayers(world);
  front.serve(world);
  const history = await deliverHistory(stage, world, size);
  const convergedInMs = await converge(owner);
  const { reads } = front;
  await replay(
    stage,
    history.events.filter(() => history.random.chance(0.05)),
  );
  history.record(await endSome(stage, world));
  await wakeDue();
  await converge(owner);
  // Last, so that nothing else repairs what they spoil.
  history.record(await wakeZombies(stage, world));
  const drifted = await driftedCustomers(world.customers);
  const unbalanced = await unbalancedCustomers(world);
  const resurrected = await driftedCustomers(await lookIntoThePast(stage));
  await sendEffects();
  const telling = await tellingOf(world, history.calledFor, owner);
  return {
    ...telling,
    events: history.events.length,
    deliveries: history.deliveries,
    customers: size.customers,
    reads,
    convergedInMs,
    zombies: front.zombies,
    drifted,
    resurrected,
    unbalanced,
    rewritten: await rewrittenBy(stage, history.events),
    controls: history.controls.drift(),
  };
}

/** Lets the history happen while its events arrive: half of them are still on their way when it ends. */
async function deliverHistory({ app, front }: Stage, world: World, { seed, events }: Size) {
  const random = seeded(seed);
  const calledFor = new CalledFor();
  const controls = new ControlArms();
  const post = new Post(random);
  const couriers = new Couriers(app, post, (event) => controls.delivered(event));
  const happened: Event[] = [];
  const record = (made: Event[]) => {
    happened.push(...made);
    calledFor.happened(made);
  };
  const send = (made: Event[]) => {
    record(made);
    controls.happened(made);
    post.put(made);
  };
  const pauses = new PausesThatEnd(seeded(seed));
  front.holdRate = holdRate;
  send(world.opening);
  for await (const step of generate(world, { seed, events })) {
    send(step.events);
    await pauses.follow(step);
    await couriers.keep(events);
  }
  await couriers.finish();
  front.holdRate = 0;
  return { random, calledFor, controls, record, events: happened, deliveries: couriers.delivered };
}

/** How many of the reads that matter come back when the reader's lease is over. */
const holdRate = 0.03;

/** Events that Stripe, or somebody at its dashboard, sends once more. */
async function replay({ app }: Stage, events: Event[]): Promise<void> {
  const post = new Post(seeded(events.length));
  post.put(events, 1);
  await new Couriers(app, post).finish();
}

/** Two workers at once, and once more, as a queue does with what has failed. */
async function sendEffects(): Promise<void> {
  await Promise.allSettled([effectsJob.run({}), effectsJob.run({})]);
  await effectsJob.run({});
}

async function rewrittenBy(stage: Stage, events: Event[]): Promise<string[]> {
  const before = await fingerprintOf(stage.owner);
  await replay(stage, events);
  await converge(stage.owner);
  return changedTables(before, await fingerprintOf(stage.owner));
}
