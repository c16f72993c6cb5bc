import { describe, expect, test } from "vitest";
import type { Operation } from "@/lib/core/operation";
import { caseOf, inputFor, nounOf } from "./cases";
import { byName, declared } from "./commands";
import { createFixture, type Fixture } from "./fixture";
import { type Answer, answerOf, performAt } from "./perform";
import { changes, eventsOf, mentions, secretsOf, snapshot, things } from "./snapshot";

/** What has been keeps what is gone. */
const history = ["platform.event_outbox", "tenant.events"];

const attempt = (verb: Operation, at: Fixture): Promise<Answer> =>
  answerOf(performAt(verb, at, inputFor(verb, at), caseOf(verb.name).atRoot ? null : at.tenant));

/** Things that are gone and still referred to, as `id in table`. */
async function danglingIn(home: Fixture, before: string[]): Promise<string[]> {
  const left = await things(home);
  const gone = before.filter((id) => !left.includes(id));
  const found = await Promise.all(
    gone.map(async (id) => (await mentions(home, [id])).map((table) => ({ id, table }))),
  );
  return found.flat().flatMap(({ id, table }) => (history.includes(table) ? [] : [`${id} in ${table}`]));
}

const isQuery = ({ kind }: Operation) => kind === "query" || kind === "platform-query";

/** What a query answers that found nothing: no attack on it could show anything. */
const nothing = /^(?:null|\[\]|\{"items":\[\].*)$/;

const succeeded = { code: "ok", text: expect.not.stringContaining('"ok":false') };

describe.each(byName(declared.map(({ verb }) => verb)))("%s, where everything is furnished", (name, verb) => {
  const { unproven, isEmpty } = caseOf(name);
  const emits: readonly string[] = "emits" in verb ? verb.emits : [];

  test.skipIf(unproven)("works, or refuses what others refer to, and works without them", async () => {
    const answer = await attempt(verb, await createFixture());
    if (isQuery(verb) && !isEmpty)
      expect(answer.text, "It shows nothing: let the fixture have what it is about.").not.toMatch(nothing);
    if (answer.code !== "conflict") return expect(answer).toMatchObject(succeeded);
    const alone = await createFixture({ upTo: nounOf(verb)?.name });
    expect(await attempt(verb, alone)).toMatchObject(succeeded);
  });

  test.skipIf(!unproven)("does not work, as its case says", async () => {
    const answer = await attempt(verb, await createFixture());
    expect(answer, "It works: delete the excuse of its case.").not.toMatchObject(succeeded);
  });

  test("leaves nothing dangling, touches nobody else, shows no secret and tells of nothing but its events", async () => {
    const [home, other] = await Promise.all([createFixture(), createFixture()]);
    const [known, told] = [await things(home), await eventsOf(home)];
    const [before, theirs] = [await snapshot(home), await snapshot(other)];
    const secrets = await secretsOf(home);
    const { text } = await attempt(verb, home);
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
    expect(await danglingIn(home, known)).toEqual([]);
    expect(changes(theirs, await snapshot(other))).toEqual([]);
    expect((await eventsOf(home)).slice(told.length).filter((type) => !emits.includes(type))).toEqual([]);
    if (isQuery(verb)) expect(changes(before, await snapshot(home))).toEqual([]);
  });

  const hears = isQuery(verb) && !("audience" in verb && verb.audience === "operator");
  test.skipIf(!hears)("answers as before when another workspace has been furnished, too", async () => {
    const home = await createFixture();
    const before = await attempt(verb, home);
    await createFixture();
    expect(await attempt(verb, home)).toEqual(before);
  });
});
