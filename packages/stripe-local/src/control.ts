import type { Clocks } from "./clock.js";
import type { Fault, Faults } from "./faults.js";
import { createEndpoint, secretOf, setSecret } from "./resources/account.js";
import { DEFAULT_SETTINGS, type Sandbox } from "./sandbox.js";
import type { Change } from "./store.js";
import type { Delivery, Settings } from "./types.js";
import { DEFAULT_MODE, type Deliverer, type WebhookMode } from "./webhooks.js";

interface Parts {
  sandbox: Sandbox;
  clocks: Clocks;
  faults: Faults;
  deliverer: Deliverer;
}

/** What tests and the viewer may do that no Stripe customer can. Over HTTP under `/_emu`, JSON in and out. */
export class Control {
  readonly #snapshots = new Map<string, Change[]>();

  constructor(private readonly parts: Parts) {}

  /** The one endpoint that the application listens on; a new address or secret replaces the old. */
  setEndpoint({ url, secret }: { url: string; secret: string }): void {
    const { sandbox } = this.parts;
    sandbox.transaction(() => {
      const existing = sandbox.store.all("webhook_endpoint").find((each) => each.metadata.source === "local");
      if (existing) {
        sandbox.store.change("webhook_endpoint", existing.id, { url });
        setSecret(sandbox, existing.id, secret);
      } else createEndpoint(sandbox, { url, secret, enabled_events: ["*"], metadata: { source: "local" } });
    });
  }

  setWebhooks(mode: Partial<WebhookMode> & { url?: string; secret?: string }): void {
    const { url, secret, ...rest } = mode;
    const current = this.#endpoint();
    if (url || secret) this.setEndpoint({ url: url ?? current?.url ?? "", secret: secret ?? this.#secret() });
    this.parts.deliverer.setMode(rest);
  }

  /** Empties the sandbox; the webhook endpoint stays. */
  reset(): void {
    const { sandbox, faults, deliverer } = this.parts;
    const endpoint = this.#endpoint();
    const secret = endpoint && this.#secret();
    deliverer.stop();
    sandbox.store.restore([]);
    faults.set([]);
    if (endpoint && secret) this.setEndpoint({ url: endpoint.url, secret });
  }

  snapshot(): string {
    const id = this.parts.sandbox.id("snap");
    this.#snapshots.set(id, this.parts.sandbox.store.snapshot());
    return id;
  }

  restore(id: string): void {
    const snapshot = this.#snapshots.get(id);
    if (!snapshot) throw new Error(`No such snapshot: ${id}`);
    this.parts.sandbox.store.restore(snapshot);
  }

  /** Seconds on the sandbox's own clock. */
  now(): number {
    return this.parts.sandbox.now();
  }

  /** Begins the sandbox's time some days before today. Throws when somebody is subscribed already. */
  begin({ daysAgo }: { daysAgo: number }): void {
    this.parts.clocks.beginAgo(daysAgo);
  }

  advance(step: { days?: number; months?: number; to?: number }): void {
    if (step.to !== undefined) this.parts.clocks.advanceTo(step.to);
    else this.parts.clocks.advanceBy(step);
  }

  setFaults(faults: Fault[]): void {
    this.parts.faults.set(faults);
  }

  setSettings(settings: Partial<Settings>): void {
    this.parts.sandbox.configure(settings);
  }

  failNextPayment(declineCode = "generic_decline"): void {
    this.setSettings({ failNextPayment: declineCode });
  }

  /** Sends an event that nothing here would cause, such as an early fraud warning. Its object is taken as given. */
  inject(type: string, object: { id: string; object: string }): void {
    const { sandbox } = this.parts;
    sandbox.transaction(() => sandbox.emit(type, object));
  }

  /** Newest first. */
  deliveries(): Delivery[] {
    return this.parts.sandbox.store.all("_delivery").reverse();
  }

  replay(delivery: string): Promise<void> {
    return this.parts.deliverer.replay(delivery);
  }

  flush(): Promise<void> {
    return this.parts.deliverer.flush();
  }

  state(): object {
    const { sandbox, deliverer, faults } = this.parts;
    const { url = null } = this.#endpoint() ?? {};
    return {
      now: sandbox.now(),
      settings: sandbox.settings,
      webhooks: { url, ...deliverer.mode },
      faults: faults.list(),
    };
  }

  async handle(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    const action = pathname.slice("/_emu/".length);
    try {
      const body = request.method === "POST" ? await readBody(request) : {};
      return Response.json(await this.#act(`${request.method} ${action}`, body));
    } catch (error) {
      return Response.json(
        { error: error instanceof Error ? error.message : String(error) },
        { status: 400 },
      );
    }
  }

  async #act(action: string, body: Record<string, unknown>): Promise<object> {
    const replayed = /^POST deliveries\/(\w+)\/replay$/.exec(action)?.[1];
    if (replayed) await this.replay(replayed);
    else if (action === "GET deliveries") return { data: this.deliveries() };
    else if (action === "POST snapshot") return { id: this.snapshot() };
    else if (action === "POST restore") this.restore(String(body.id));
    else if (action === "POST reset") this.reset();
    else if (action === "POST begin") this.begin({ daysAgo: Number(body.daysAgo ?? 0) });
    else if (action === "POST clock") this.advance(numbers(body, ["days", "months", "to"]));
    else if (action === "POST faults") this.setFaults(Array.isArray(body.faults) ? body.faults : []);
    else if (action === "POST webhooks")
      this.setWebhooks(known(body, { ...DEFAULT_MODE, url: "", secret: "" }));
    else if (action === "POST settings") this.setSettings(known(body, DEFAULT_SETTINGS));
    else if (action === "POST fail-next-payment")
      this.failNextPayment(body.declineCode ? String(body.declineCode) : undefined);
    else if (action === "POST events") this.inject(String(body.type), eventObject(body.object));
    else if (action === "POST flush") await this.flush();
    else if (action !== "GET state") throw new Error(`No such control: ${action}`);
    return this.state();
  }

  #secret(): string {
    const endpoint = this.#endpoint();
    return endpoint ? secretOf(this.parts.sandbox, endpoint.id) : "";
  }

  #endpoint() {
    return this.parts.sandbox.store.all("webhook_endpoint").find((each) => each.metadata.source === "local");
  }
}

async function readBody(request: Request): Promise<Record<string, unknown>> {
  const raw = await request.text();
  const parsed: unknown = JSON.parse(raw || "{}");
  if (typeof parsed !== "object" || parsed === null) throw new Error("The body must be a JSON object.");
  return { ...parsed };
}

function eventObject(value: unknown): { id: string; object: string } {
  if (typeof value === "object" && value !== null && "id" in value && "object" in value) {
    return { ...value, id: String(value.id), object: String(value.object) };
  }
  throw new Error("An event needs an object with `id` and `object`.");
}

function numbers(body: Record<string, unknown>, keys: string[]): Record<string, number> {
  return Object.fromEntries(
    keys.flatMap((key) => (body[key] === undefined ? [] : [[key, Number(body[key])]])),
  );
}

function known<T extends object>(body: Record<string, unknown>, model: T): Partial<T> {
  const unknown = Object.keys(body).filter((key) => !Object.hasOwn(model, key));
  if (unknown.length > 0) throw new Error(`Unknown setting: ${unknown.join(", ")}`);
  return asPartial<T>(body);
}

/** Every key was compared with the model's; the values of a local control are taken at their word. */
function asPartial<T extends object>(body: Record<string, unknown>): Partial<T> {
  return body as Partial<T>;
}
