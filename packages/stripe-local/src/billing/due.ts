import type { Sandbox } from "../sandbox.js";
import type { Invoice, Noun, Subscription } from "../types.js";
import { DAY } from "./calendar.js";
import { cancelAsScheduled } from "./canceling.js";
import { afterFailure, retry } from "./collection.js";
import { fileOf } from "./coverage.js";
import { expireIncomplete, expirePending } from "./ending.js";
import { voidInvoice } from "./invoicing.js";
import { isNoticed, takeNotice } from "./notices.js";
import { enterNextPhase } from "./phases.js";
import { closeDraft, endTrial, renew } from "./renewing.js";
import { cancelSetup } from "./setups.js";
import { warnOfTrialEnd } from "./starting.js";

interface Due {
  at: number;
  clock: string | null;
}

interface Task {
  at: number;
  run: () => void;
}

/** When time alone will next change this object, or null. */
export function dueAt(sandbox: Sandbox, noun: Noun, id: string): Due | null {
  const task = nextTask(sandbox, noun, id);
  return task && { at: task.at, clock: clockOf(sandbox, noun, id) };
}

export function runDue(sandbox: Sandbox, noun: Noun, id: string): void {
  nextTask(sandbox, noun, id)?.run();
}

function nextTask(sandbox: Sandbox, noun: Noun, id: string): Task | null {
  if (noun === "subscription") return earliest(subscriptionTasks(sandbox, id));
  if (noun === "invoice") return earliest(invoiceTasks(sandbox, sandbox.store.find("invoice", id)));
  if (noun === "subscription_schedule") return phaseTask(sandbox, id);
  return sessionTask(sandbox, id);
}

/** Of tasks due at the same moment the first in the list wins: a cancellation comes before a renewal. */
function earliest(tasks: Task[]): Task | null {
  return tasks.reduce<Task | null>((first, task) => (first && first.at <= task.at ? first : task), null);
}

function subscriptionTasks(sandbox: Sandbox, id: string): Task[] {
  const subscription = sandbox.store.find("subscription", id);
  if (!subscription || subscription.ended_at !== null) return [];
  const { status, trial_end: trialEnd } = subscription;
  if (status === "incomplete") {
    return [{ at: subscription.created + 23 * 3600, run: () => expireIncomplete(sandbox, subscription) }];
  }
  const tasks = waitingTasks(sandbox, subscription);
  if (status === "paused") return tasks;
  if (status === "trialing" && trialEnd) {
    const warning = { at: trialEnd - 3 * DAY, run: () => warnOfTrialEnd(sandbox, id) };
    const isWarned = isNoticed(sandbox, "trial", { noun: "subscription", id }, trialEnd);
    return [...tasks, ...(isWarned ? [] : [warning]), { at: trialEnd, run: () => endTrial(sandbox, id) }];
  }
  return [...tasks, ...renewalTasks(sandbox, subscription)];
}

function renewalTasks(sandbox: Sandbox, { id, items }: Subscription): Task[] {
  const at = Math.min(...items.data.map((item) => item.current_period_end));
  const isAnnounced = isNoticed(sandbox, "upcoming", { noun: "subscription", id }, at);
  const notice = { at: at - 7 * DAY, run: () => announceRenewal(sandbox, id, at) };
  return [...(isAnnounced ? [] : [notice]), { at, run: () => renew(sandbox, id) }];
}

/** `invoice.upcoming` a week ahead, with what the renewal would cost by what is known then. */
function announceRenewal(sandbox: Sandbox, id: string, at: number): void {
  const { test_clock: clock, cancel_at: cancelAt } = sandbox.store.get("subscription", id);
  takeNotice(sandbox, "upcoming", { noun: "subscription", id }, at);
  if (cancelAt !== null && cancelAt <= at) return;
  const upcoming = sandbox.store.rehearse(() => sandbox.at(clock, at, () => renew(sandbox, id)));
  sandbox.emit("invoice.upcoming", { ...upcoming, id: upcoming.id.replace("in_", "upcoming_in_") });
}

function waitingTasks(sandbox: Sandbox, subscription: Subscription): Task[] {
  const { id, cancel_at: cancelAt, pending_update: pendingUpdate, pause_collection: holiday } = subscription;
  const { resumption } = fileOf(sandbox, id);
  const tasks: Task[] = [];
  const ends = subscription.items.data.map((item) => item.current_period_end);
  const endsAt = cancelAt ?? (subscription.cancel_at_period_end ? Math.max(...ends) : null);
  if (endsAt !== null) tasks.push({ at: endsAt, run: () => cancelAsScheduled(sandbox, id) });
  if (pendingUpdate) tasks.push({ at: pendingUpdate.expires_at, run: () => expirePending(sandbox, id) });
  if (resumption)
    tasks.push({ at: resumption.expiresAt, run: () => voidInvoice(sandbox, resumption.invoice) });
  if (holiday?.resumes_at) tasks.push({ at: holiday.resumes_at, run: () => endHoliday(sandbox, id) });
  return tasks;
}

function endHoliday(sandbox: Sandbox, id: string): void {
  sandbox.store.change("subscription", id, { pause_collection: null });
}

function invoiceTasks(sandbox: Sandbox, invoice: Invoice | undefined): Task[] {
  if (!invoice) return [];
  const { id, status, automatically_finalizes_at: finalizesAt, next_payment_attempt: retryAt } = invoice;
  const isLate = status === "open" && invoice.collection_method === "send_invoice" && invoice.due_date;
  if (isLate && !isNoticed(sandbox, "overdue", { noun: "invoice", id }, invoice.due_date ?? 0)) {
    return [{ at: invoice.due_date ?? 0, run: () => markOverdue(sandbox, invoice) }];
  }
  if (!invoice.auto_advance) return [];
  if (status === "draft" && finalizesAt)
    return [{ at: finalizationOf(sandbox, invoice, finalizesAt), run: () => closeDraft(sandbox, id) }];
  if (status === "open" && retryAt) return [{ at: retryAt, run: () => retry(sandbox, id) }];
  return [];
}

/**
 * A draft waits for `invoice.created` to be taken by whoever listens, three days at most (docs: status transitions).
 * One that is on its way still counts as taken: the clock may be moved faster than anybody can answer.
 */
function finalizationOf(sandbox: Sandbox, { id, created }: Invoice, planned: number): number {
  const deliveries = sandbox.store
    .where("event", "object", id)
    .filter(({ type }) => type === "invoice.created")
    .flatMap((event) => sandbox.store.where("_delivery", "event", event.id));
  const isTaken = deliveries.some(({ status }) => status === "delivered");
  const isRefused = !isTaken && deliveries.some(({ attempts }) => attempts.length > 0);
  return isRefused ? Math.max(planned, created + 3 * DAY) : planned;
}

/** A sent invoice that nobody paid in time makes its subscription past_due. */
function markOverdue(sandbox: Sandbox, invoice: Invoice): void {
  takeNotice(sandbox, "overdue", { noun: "invoice", id: invoice.id }, invoice.due_date ?? 0);
  sandbox.emit("invoice.overdue", invoice);
  afterFailure(sandbox, invoice);
}

function phaseTask(sandbox: Sandbox, id: string): Task | null {
  const schedule = sandbox.store.find("subscription_schedule", id);
  if (schedule?.status !== "active" || !schedule.current_phase) return null;
  return { at: schedule.current_phase.end_date, run: () => enterNextPhase(sandbox, id) };
}

function sessionTask(sandbox: Sandbox, id: string): Task | null {
  const session = sandbox.store.find("checkout.session", id);
  if (session?.status !== "open") return null;
  return { at: session.expires_at, run: () => expireSession(sandbox, id) };
}

export function expireSession(sandbox: Sandbox, id: string): void {
  const expired = sandbox.store.change("checkout.session", id, { status: "expired", url: null });
  if (expired.setup_intent) cancelSetup(sandbox, expired.setup_intent, null);
  sandbox.emit("checkout.session.expired", expired);
}

function clockOf(sandbox: Sandbox, noun: Noun, id: string): string | null {
  const object = sandbox.store.find(noun, id);
  if (object && "test_clock" in object && object.test_clock) return object.test_clock;
  return object && "customer" in object ? sandbox.clockOf(object.customer) : null;
}
