import { runAsOperator } from "@/lib/entry/cli";
import { listQuotes } from "@/lib/quotes/list-quotes";
import { markQuote } from "@/lib/quotes/mark-quote";
import type { Quote } from "@/lib/quotes/schema";
import { table } from "../table";
import { type CliCommand, optional, required } from "./command";

const list: CliCommand = {
  name: "quotes list",
  summary: "Who asked for a quote, the newest first",
  options: {
    status: { type: "string", describe: "Only new, answered, won or lost ones" },
    json: { type: "boolean", describe: "One JSON object per line, with all that was written" },
  },
  async run(values) {
    const rows = await runAsOperator(listQuotes, { status: optional(values, "status") });
    if (values.json) for (const row of rows) console.log(JSON.stringify(row));
    else if (rows.length === 0) console.log("None.");
    else
      console.log(
        table(["id", "asked", "status", "company", "e-mail", "members", "start", "slug"], rows.map(cells)),
      );
  },
};

const cells = ({ id, createdAt, status, company, email, seats, start, slug }: Quote): string[] => [
  ...[id, createdAt.toISOString().slice(0, 16), status, company, email, String(seats), start, slug ?? "none"],
];

const mark: CliCommand = {
  name: "quotes mark",
  summary: "Note how far a request has come: new, answered, won or lost",
  positionals: ["id", "status"],
  async run(values) {
    const wanted = { id: required(values, "id"), status: required(values, "status") };
    const { company, status } = await runAsOperator(markQuote, wanted);
    console.log(`The request of ${company} is ${status}.`);
  },
};

export const quoteCommands = [list, mark];
