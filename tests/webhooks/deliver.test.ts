import { Webhook } from "standardwebhooks";
import { afterEach, beforeEach, expect, test } from "vitest";
import { withTenant } from "@/db/tenant";
import { emitter } from "@/lib/core/events";
import { clock, days, hours, minutes } from "@/lib/platform/clock";
import { createProject } from "@/lib/projects/create-project";
import { updateWorkspace } from "@/lib/tenancy/update-workspace";
import { pauseEndpoint, resumeEndpoint } from "@/lib/webhooks/pause-endpoint";
import { getDelivery, getEndpoint } from "@/lib/webhooks/queries";
import { replayDelivery, replayFailed } from "@/lib/webhooks/replay";
import { revealSecret, rotateSecret } from "@/lib/webhooks/rotate-secret";
import { outcomeOf } from "@/lib/webhooks/settle";
import { testEndpoint } from "@/lib/webhooks/test-endpoint";
import { allowLoopback, type Received, receiver } from "./receiver";
import { deliverDue, deliveriesOf, listening } from "./support";

beforeEach(() => allowLoopback());
afterEach(() => clock.reset());

const verified = ({ body, headers }: Received, secret: string) =>
  new Webhook(secret).verify(body, headers as Record<string, string>) as Record<string, unknown>;

test("a project is created, and the endpoint hears of it, signed, without where from", async () => {
  const { url, received } = await receiver();
  const home = await listening(url);
  const project = await home.owner.run(createProject, { name: "Winter tour" });
  await deliverDue(home);
  const [one] = received;
  if (!one) throw new Error("nothing arrived");
  const event = verified(one, home.endpoint.secret);
  expect(event).toMatchObject({
    id: one.id,
    type: "project.created",
    apiVersion: "v1",
    workspace: { id: home.id, slug: home.slug },
    actor: { kind: "user", id: home.owner.userId, name: "owner person" },
    data: { object: { id: project.id, name: "Winter tour" } },
  });
  expect(one.body).not.toMatch(/203\.0\.113\.7|vitest|@example/);
  expect(await deliveriesOf(home)).toMatchObject([{ status: "delivered", attempts: 1, lastStatus: 204 }]);
});

test("what is rolled back is sent to nobody", async () => {
  const { url } = await receiver();
  const home = await listening(url);
  const { actor } = home.owner.context;
  const undone = withTenant(home.id, async (db) => {
    await emitter(db, { tenantId: home.id, actor, origin: null })("project.created", null);
    throw new Error("changed my mind");
  });
  await expect(undone).rejects.toThrow();
  expect(await deliveriesOf(home)).toEqual([]);
});

test("what the platform changes arrives too, and other types and refusals do not", async () => {
  const { url, received } = await receiver();
  const home = await listening(url, ["workspace.*"]);
  await home.owner.run(createProject, { name: "Not asked for" });
  await home.owner.run(updateWorkspace, { name: "Acme Nordic" });
  await home.viewer.run(createProject, { name: "Refused" }).catch(() => undefined);
  await deliverDue(home);
  expect(received.map(({ body }) => JSON.parse(body).type)).toEqual(["workspace.updated"]);
});

test("a failure comes again under the same id and bytes, with a timestamp of its own", async () => {
  const answers = [500, 429, 200];
  const { url, received } = await receiver((response) => {
    response.writeHead(answers.shift() ?? 200, { "retry-after": "600" }).end("busy");
  });
  const home = await listening(url);
  await home.owner.run(createProject, { name: "Winter tour" });
  await deliverDue(home);
  clock.shift(minutes(9));
  await deliverDue(home);
  expect(received).toHaveLength(1);
  clock.shift(minutes(2));
  await deliverDue(home);
  clock.shift(minutes(12));
  await deliverDue(home);
  expect(new Set(received.map(({ id, body }) => id + body)).size).toBe(1);
  expect(new Set(received.map(({ headers }) => headers["webhook-timestamp"])).size).toBe(3);
  const [{ id: deliveryId } = { id: "" }] = await deliveriesOf(home);
  const { history } = await home.admin.ask(getDelivery, { id: home.endpointId, deliveryId });
  expect(history.map(({ status, answer }) => [status, answer])).toEqual([
    [200, "busy"],
    [429, "busy"],
    [500, "busy"],
  ]);
});

test("the schedule: ten attempts within 75.6 hours, a fifth earlier or later", () => {
  const failed = { status: 500, text: "", durationMs: 1, retryAfter: null, isFinal: false };
  const waits = (random: number) =>
    Array.from({ length: 10 }, (_, index) => outcomeOf(failed, index + 1, () => random)).map((outcome) =>
      outcome.nextAt ? outcome.nextAt.getTime() - clock.now().getTime() : null,
    );
  const total = (random: number) => waits(random).reduce<number>((sum, wait) => sum + (wait ?? 0), 0);
  expect(waits(0.5).at(-1)).toBeNull();
  expect(Math.abs(total(0.5) - hours(75.6))).toBeLessThan(minutes(1));
  expect(total(0) / total(0.5)).toBeCloseTo(0.8, 2);
  expect(total(1) / total(0.5)).toBeCloseTo(1.2, 2);
});

test("410 disables at once; five days of nothing but failures do, after warnings", async () => {
  let status = 410;
  const { url } = await receiver((response) => response.writeHead(status).end());
  const home = await listening(url);
  await home.owner.run(createProject, { name: "Gone" });
  await deliverDue(home);
  expect(await home.owner.ask(getEndpoint, { id: home.endpointId })).toMatchObject({
    status: "disabled",
    reason: "gone",
  });
  status = 500;
  await home.owner.run(resumeEndpoint, { id: home.endpointId });
  for (let day = 0; day < 5; day++) {
    for (const name of ["a", "b"]) await home.owner.run(createProject, { name: `${day}${name}` });
    await deliverDue(home);
    expect(await home.owner.ask(getEndpoint, { id: home.endpointId })).toMatchObject({ status: "active" });
    clock.shift(days(1) + minutes(1));
  }
  await home.owner.run(createProject, { name: "The last straw" });
  await deliverDue(home);
  const { status: now, reason, deliveries } = await home.owner.ask(getEndpoint, { id: home.endpointId });
  expect({ now, reason, pending: deliveries.pending }).toEqual({
    now: "disabled",
    reason: "failing",
    pending: 0,
  });
  status = 200;
  await home.owner.run(resumeEndpoint, { id: home.endpointId });
  const { count } = await home.owner.run(replayFailed, { id: home.endpointId });
  expect(count).toBeGreaterThanOrEqual(11);
  await deliverDue(home);
  expect((await deliveriesOf(home)).every((one) => one.status === "delivered")).toBe(true);
});

test("a paused endpoint collects, and is sent what it missed, which replays under the same id", async () => {
  const { url, received } = await receiver();
  const home = await listening(url);
  await home.owner.run(pauseEndpoint, { id: home.endpointId });
  await home.owner.run(createProject, { name: "Meanwhile" });
  await deliverDue(home);
  expect(received).toEqual([]);
  await home.owner.run(resumeEndpoint, { id: home.endpointId });
  await deliverDue(home);
  const [{ id: deliveryId } = { id: "" }] = await deliveriesOf(home);
  await home.owner.run(replayDelivery, { id: home.endpointId, deliveryId });
  await deliverDue(home);
  expect(received).toHaveLength(2);
  expect(new Set(received.map(({ id }) => id)).size).toBe(1);
});

test("after a rotation both secrets verify for a day, and then the new one alone", async () => {
  const { url, received } = await receiver();
  const home = await listening(url);
  const old = home.endpoint.secret;
  const { secret } = await home.owner.run(rotateSecret, { id: home.endpointId });
  expect(await home.owner.run(revealSecret, { id: home.endpointId })).toMatchObject({ secret });
  const sample = await home.owner.run(testEndpoint, { id: home.endpointId });
  expect(sample).toMatchObject({ status: 204, isDelivered: true });
  const [both] = received;
  if (!both) throw new Error("nothing arrived");
  expect(verified(both, old)).toMatchObject({
    type: "webhook.endpoint_tested",
    data: { detail: { test: true } },
  });
  expect(verified(both, secret)).toMatchObject({ type: "webhook.endpoint_tested" });
  clock.shift(hours(25));
  await home.owner.run(testEndpoint, { id: home.endpointId });
  expect(received[1]?.headers["webhook-signature"]).toMatch(/^v1,\S+$/);
});
