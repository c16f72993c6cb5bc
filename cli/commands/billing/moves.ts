import { cancelMove } from "@/lib/billing/moves/cancel-move";
import { continueMove } from "@/lib/billing/moves/continue-move";
import { listMovePayers, listMoves } from "@/lib/billing/moves/list-moves";
import { planMove, previewMove } from "@/lib/billing/moves/plan-move";
import type { OutputOf } from "@/lib/core/operation";
import { runAsOperator } from "@/lib/entry/cli";
import { formatMoney } from "@/lib/platform/money";
import { progress } from "../../progress";
import { table } from "../../table";
import { type CliCommand, optional, required, type Values } from "../command";
import { confirm, json, reason } from "./options";

const batch = { type: "string", describe: "How many are told at a time; 100 without" } as const;

const move: CliCommand = {
  name: "billing move",
  summary: "Move payers of one price to another, each at a renewal they were told of",
  options: {
    from: { type: "string", isRequired: true, describe: "A plan, or a price of Stripe's" },
    to: { type: "string", isRequired: true, describe: "The same" },
    date: { type: "string", describe: "The first day on which a renewal counts, such as 2027-01-31" },
    "notice-days": { type: "string", describe: "How long before it they are told; 30 without" },
    batch,
    reason,
    confirm,
    json,
  },
  async run(values) {
    const terms = {
      from: required(values, "from"),
      to: required(values, "to"),
      date: optional(values, "date"),
      noticeDays: optional(values, "notice-days"),
    };
    if (values.confirm !== true) return show(values, (await runAsOperator(previewMove, terms)).payers);
    const planned = await runAsOperator(planMove, { ...terms, reason: required(values, "reason") });
    console.log(`${planned.moveId}: ${planned.payers} payers are to move. They are told now.`);
    await tell(planned.moveId, values, planned.payers);
  },
};

type Payers = OutputOf<typeof previewMove>["payers"];

function show({ json }: Values, payers: Payers): void {
  if (json) for (const payer of payers) console.log(JSON.stringify(payer));
  else if (payers.length === 0) console.log("Nobody pays that price.");
  else {
    const cells = payers.map(({ slug, currency, amountBefore, amountAfter, effectiveAt, obstacle }) => [
      ...[slug, formatMoney(amountBefore, currency), formatMoney(amountAfter, currency)],
      ...[effectiveAt.toISOString().slice(0, 10), obstacle ?? ""],
    ]);
    console.log(table(["slug", "now", "then", "from", "in the way today"], cells));
    console.log("Nothing was done. With --confirm they are told, and moved at that renewal.");
  }
}

/** Tells whoever is still to be told. Broken off, `billing continue-move` or the hourly job goes on. */
async function tell(moveId: string, values: Values, payers: number): Promise<void> {
  const bar = progress(payers);
  const total = { noticed: 0, moved: 0, left: 0, waiting: 0 };
  for (let noticed = 1; noticed > 0; ) {
    const step = await runAsOperator(continueMove, { moveId, batch: optional(values, "batch") });
    noticed = step.noticed;
    for (let one = 0; one < noticed; one++) bar.step(moveId);
    total.noticed += noticed;
    total.moved += step.moved;
    total.left += step.left;
    total.waiting = step.waiting;
  }
  bar.end();
  console.log(
    `${total.noticed} told, ${total.moved} moved, ${total.left} left alone, ${total.waiting} waiting. The rest follows at their renewals.`,
  );
}

const goOn: CliCommand = {
  name: "billing continue-move",
  summary: "Go on with a move that was broken off; the hourly job does the same",
  positionals: ["move"],
  options: { batch },
  async run(values) {
    const moveId = required(values, "move");
    const payers = await runAsOperator(listMovePayers, { moveId });
    await tell(moveId, values, payers.filter(({ status }) => status === "planned").length);
  },
};

const moves: CliCommand = {
  name: "billing moves",
  summary: "How the moves of payers stand; with --move who is in one, and why somebody was left alone",
  options: { move: { type: "string", describe: "Its id" }, json },
  async run(values) {
    const moveId = optional(values, "move");
    if (moveId !== undefined) return showPayers(values, await runAsOperator(listMovePayers, { moveId }));
    const rows = await runAsOperator(listMoves, {});
    if (values.json) for (const row of rows) console.log(JSON.stringify(row));
    else if (rows.length === 0) console.log("None.");
    else
      console.log(table(["move", "from", "to", "planned", "told", "moved", "left", ""], rows.map(cellsOf)));
  },
};

const cellsOf = ({ id, from, to, payers, canceledAt }: OutputOf<typeof listMoves>[number]): string[] => [
  ...[id, from, to],
  ...[payers.planned, payers.noticed, payers.moved, payers.left].map(String),
  canceledAt ? "canceled" : "",
];

function showPayers({ json }: Values, payers: OutputOf<typeof listMovePayers>): void {
  if (json) for (const payer of payers) console.log(JSON.stringify(payer));
  else {
    const cells = payers.map(({ slug, status, currency, amountBefore, amountAfter, effectiveAt, note }) => [
      ...[slug, status, formatMoney(amountBefore, currency), formatMoney(amountAfter, currency)],
      ...[effectiveAt.toISOString().slice(0, 10), note ?? ""],
    ]);
    console.log(table(["slug", "status", "now", "then", "from", "why"], cells));
  }
}

const cancel: CliCommand = {
  name: "billing cancel-move",
  summary: "Take a move back for whoever is not moved yet; those who were told are told again",
  positionals: ["move"],
  async run(values) {
    const { left } = await runAsOperator(cancelMove, { moveId: required(values, "move") });
    console.log(`${left} payers keep their price.`);
  },
};

export const moveCommands = [move, goOn, moves, cancel];
