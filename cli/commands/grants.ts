import { extendTrial } from "@/lib/billing/operators/extend-trial";
import { endGrant, grantPlan } from "@/lib/billing/operators/grant-plan";
import { listOverrides, removeOverride, setOverride } from "@/lib/billing/operators/overrides";
import { pauseCollection, resumeCollection } from "@/lib/billing/operators/pause-collection";
import { runAsOperator } from "@/lib/entry/cli";
import { table } from "../table";
import { type CliCommand, optional, required } from "./command";

const reason = { type: "string", isRequired: true, describe: "Kept in the workspace's audit log" } as const;
const until = {
  type: "string",
  describe: "The last day it holds, such as 2027-01-31; for good without",
} as const;

const grantOne: CliCommand = {
  name: "plan grant",
  summary: "Give a workspace a plan without payment",
  positionals: ["slug"],
  options: {
    plan: {
      type: "string",
      isRequired: true,
      describe: "free, starter, professional, business or enterprise",
    },
    seats: { type: "string", describe: "Seats on top of those the plan includes" },
    until,
    reason,
  },
  async run(values) {
    const { slug, plan } = await runAsOperator(grantPlan, {
      slug: required(values, "slug"),
      plan: required(values, "plan"),
      seats: optional(values, "seats"),
      until: optional(values, "until"),
      reason: required(values, "reason"),
    });
    console.log(`${slug} has ${plan}.`);
  },
};

const endOne: CliCommand = {
  name: "plan end-grant",
  summary: "Take a granted plan back: what is paid for counts alone",
  positionals: ["slug"],
  options: { reason },
  async run(values) {
    const { slug, plan } = await runAsOperator(endGrant, {
      slug: required(values, "slug"),
      reason: required(values, "reason"),
    });
    console.log(`The ${plan} plan granted to ${slug} has ended.`);
  },
};

const trial: CliCommand = {
  name: "trial extend",
  summary: "Give a running trial more days",
  positionals: ["slug"],
  options: { days: { type: "string", isRequired: true, describe: "How many, 1 to 180" }, reason },
  async run(values) {
    const { trialEnd } = await runAsOperator(extendTrial, {
      slug: required(values, "slug"),
      days: required(values, "days"),
      reason: required(values, "reason"),
    });
    console.log(
      `The trial of ${required(values, "slug")} now ends on ${trialEnd.toISOString().slice(0, 10)}.`,
    );
  },
};

const pause: CliCommand = {
  name: "collection pause",
  summary: "Collect nothing for a while; the plan goes on and its invoices are voided",
  positionals: ["slug"],
  options: { until, reason },
  async run(values) {
    const slug = required(values, "slug");
    const input = { slug, until: optional(values, "until"), reason: required(values, "reason") };
    await runAsOperator(pauseCollection, input);
    console.log(`Nothing is collected from ${slug}${input.until ? ` until ${input.until}` : ""}.`);
  },
};

const resume: CliCommand = {
  name: "collection resume",
  summary: "Collect again",
  positionals: ["slug"],
  options: { reason },
  async run(values) {
    const slug = required(values, "slug");
    await runAsOperator(resumeCollection, { slug, reason: required(values, "reason") });
    console.log(`Payments of ${slug} are collected again.`);
  },
};

const override: CliCommand = {
  name: "override set",
  summary: "Make an exception from the plan for one workspace",
  positionals: ["slug", "feature"],
  options: {
    value: { type: "string", isRequired: true, describe: "A number, unlimited, yes or no" },
    until,
    reason,
  },
  async run(values) {
    const { slug, feature, value } = await runAsOperator(setOverride, {
      slug: required(values, "slug"),
      feature: required(values, "feature"),
      value: required(values, "value"),
      until: optional(values, "until"),
      reason: required(values, "reason"),
    });
    console.log(`${slug}: ${feature} is ${value}.`);
  },
};

const removal: CliCommand = {
  name: "override remove",
  summary: "Remove an exception: the plan counts again",
  positionals: ["slug", "feature"],
  options: { reason },
  async run(values) {
    const { slug, feature } = await runAsOperator(removeOverride, {
      slug: required(values, "slug"),
      feature: required(values, "feature"),
      reason: required(values, "reason"),
    });
    console.log(`${slug}: ${feature} is what the plan says.`);
  },
};

const overrides: CliCommand = {
  name: "override list",
  summary: "The exceptions of one workspace",
  positionals: ["slug"],
  async run(values) {
    const rows = await runAsOperator(listOverrides, { slug: required(values, "slug") });
    if (rows.length === 0) return console.log("None.");
    const cells = rows.map(({ feature, value, endsAt, reason, createdBy }) => [
      ...[feature, String(value), endsAt?.toISOString().slice(0, 10) ?? "for good", createdBy, reason],
    ]);
    console.log(table(["feature", "value", "until", "by", "reason"], cells));
  },
};

/** What an operator may do for one workspace beyond what it pays for. */
export const grantCommands = [grantOne, endOne, trial, pause, resume, override, removal, overrides];
