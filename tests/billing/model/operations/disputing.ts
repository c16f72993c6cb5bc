import type { Operation, Scene } from "../operations";
import { giveCard } from "./paying";

const ANY = ["none", "active", "trialing", "past_due", "unpaid", "paused"] as const;

/** What the banks of the cards' owners do, and what is answered. */
export const disputing: readonly Operation[] = [
  {
    name: "a card whose payments are disputed",
    weight: 0.5,
    stages: ["active", "trialing"],
    run: (scene) => giveCard(scene, "pm_card_createDispute"),
  },
  {
    name: "a card whose bank asks about payments",
    weight: 0.5,
    stages: ["active", "trialing"],
    run: (scene) => giveCard(scene, "pm_card_createDisputeInquiry"),
  },
  { name: "dispute won", weight: 2, stages: ANY, run: (scene) => answer(scene, "winning_evidence") },
  { name: "dispute lost", weight: 2, stages: ANY, run: (scene) => answer(scene, "losing_evidence") },
  {
    name: "dispute answered",
    weight: 1,
    stages: ANY,
    run: (scene) => answer(scene, "the customer was here"),
  },
  { name: "dispute accepted", weight: 1, stages: ANY, run: accept },
  { name: "early fraud warning", weight: 0.3, stages: ["active"], run: warn },
];

async function answer(scene: Scene, uncategorized_text: string) {
  const dispute = await openDispute(scene);
  if (!dispute) return null;
  return scene.world.stripe.disputes.update(dispute.id, { evidence: { uncategorized_text }, submit: true });
}

async function accept(scene: Scene) {
  const dispute = await openDispute(scene);
  return dispute && scene.world.stripe.disputes.close(dispute.id);
}

async function openDispute({ world, customer }: Scene) {
  const { data: charges } = await world.stripe.charges.list({ customer, limit: 20 });
  for (const { id } of charges.filter(({ disputed }) => disputed)) {
    const { data } = await world.stripe.disputes.list({ charge: id });
    const open = data.find(({ status }) => /needs_response|under_review/.test(status));
    if (open) return open;
  }
  return null;
}

/** A network suspects fraud, which moves nothing and is told of no customer. */
async function warn({ world, customer, random }: Scene) {
  const { data } = await world.stripe.charges.list({ customer, limit: 1 });
  if (data.length === 0) return null;
  const id = `issfr_${random.between(1, 1_000_000)}`;
  world.emulator.control.inject("radar.early_fraud_warning.created", {
    id,
    object: "radar.early_fraud_warning",
  });
  return id;
}
