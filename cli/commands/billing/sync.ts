import { listDeadLetters, listDrift } from "@/lib/billing/operators/accounts";
import { resync } from "@/lib/billing/operators/resync";
import { runAsOperator } from "@/lib/entry/cli";
import { speak } from "@/lib/platform/translate";
import { progress } from "../../progress";
import { table } from "../../table";
import { type CliCommand, required } from "../command";
import { everyAccount } from "./every-account";

const syncOne: CliCommand = {
  name: "billing sync",
  summary: "Read a workspace's customer from Stripe again and repair what differs",
  positionals: ["slug"],
  async run(values) {
    const slug = required(values, "slug");
    await runAsOperator(resync, { slug });
    console.log(`${slug} is what Stripe says.`);
  },
};

const syncAll: CliCommand = {
  name: "billing sync-all",
  summary: "The same for every customer, one after the other",
  async run() {
    const rows = (await everyAccount()).filter(({ isDeleted }) => !isDeleted);
    const bar = progress(rows.length);
    const failed: string[][] = [];
    for (const { slug } of rows) {
      bar.step(slug);
      await runAsOperator(resync, { slug }).catch((cause: Error) =>
        failed.push([slug, speak("en", cause.message)]),
      );
    }
    bar.end();
    console.log(`${rows.length - failed.length} of ${rows.length} are what Stripe says.`);
    if (failed.length === 0) return;
    console.log(table(["slug", "error"], failed));
    process.exitCode = 1;
  },
};

const deadLetters: CliCommand = {
  name: "billing dead-letters",
  summary: "Customers whose sync gave up; mend the cause, then sync them",
  async run() {
    const rows = await runAsOperator(listDeadLetters, {});
    if (rows.length === 0) return console.log("None.");
    const cells = rows.map(({ slug, customerId, attempts, error, since }) => [
      ...[slug ?? "unknown", customerId, String(attempts), since.toISOString().slice(0, 16), error ?? ""],
    ]);
    console.log(table(["slug", "customer", "tries", "since", "error"], cells));
  },
};

const drift: CliCommand = {
  name: "billing drift",
  summary: "Where nightly sweeps found our image to differ from Stripe",
  async run() {
    const rows = await runAsOperator(listDrift, {});
    if (rows.length === 0) return console.log("None.");
    const cells = rows.map(({ slug, objectId, field, local, remote, foundAt }) => [
      ...[foundAt.toISOString().slice(0, 16), slug, objectId, field, brief(local), brief(remote)],
    ]);
    console.log(table(["found", "slug", "object", "field", "here", "at Stripe"], cells));
  },
};

const brief = (value: unknown): string => (JSON.stringify(value) ?? "").slice(0, 40);

export const syncCommands = [syncOne, syncAll, deadLetters, drift];
