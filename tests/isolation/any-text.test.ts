import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { AppError } from "@/lib/core/errors";
import type { Operation } from "@/lib/core/operation";
import { can } from "@/lib/core/permissions";
import { runCommand, runOnPlatform, runQuery } from "@/lib/core/run";
import { encodeCursor } from "@/lib/platform/cursor";
import { platform } from "../support/world";
import { inputFor } from "./cases";
import { declared } from "./commands";
import { createFixture, type Fixture } from "./fixture";

let home: Fixture;
beforeAll(async () => {
  home = await createFixture();
});

const damaged = ["\ud800", "cut \ud83d", "\udc00\ud800", "a\0b", encodeCursor({ key: "\ud800", id: "a\0" })];
const units = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 30 });
const random = fc.sample(units, { numRuns: 4, seed: 7 }).map((codes) => String.fromCharCode(...codes));
const texts = [...damaged, ...random, "\u202Eevil", "x".repeat(3_000)];

/** The same input with one text in the place of each that it holds, and in the places every list knows. */
function* spoiled(input: Record<string, unknown>, text: string): Generator<Record<string, unknown>> {
  const lists = ["search", "cursor", "before"].filter((name) => !(name in input));
  for (const name of lists) yield { ...input, [name]: text };
  for (const [name, value] of Object.entries(input))
    if (typeof value === "string") yield { ...input, [name]: text };
}

function perform(verb: Operation, input: Record<string, unknown>): Promise<unknown> {
  const { owner, member, tenant } = home;
  if ("permission" in verb) {
    const doer = can("owner", verb.permission) ? owner : member;
    return verb.kind === "command"
      ? runCommand(verb, doer.context, input)
      : runQuery(verb, doer.context, input);
  }
  const person = { id: owner.userId, name: "x", email: owner.email, sessionId: "ses_none" };
  const operator = { id: "operator", label: "operator" };
  return runOnPlatform(verb, platform({ person, operator, tenant }).context, input);
}

describe("whatever 16-bit units a text is made of", () => {
  test.each(declared.map(({ verb }) => [verb.name, verb] as const))(
    "%s answers or refuses",
    async (_, verb) => {
      const failures: unknown[] = [];
      for (const text of texts) {
        for (const input of spoiled(inputFor(verb, home), text)) {
          await perform(verb, input).catch((thrown: unknown) => {
            if (!(thrown instanceof AppError)) failures.push([JSON.stringify(input), thrown]);
          });
        }
      }
      expect(failures).toEqual([]);
    },
  );
});
