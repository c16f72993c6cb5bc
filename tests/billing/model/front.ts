import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { World } from "./world";

/** How long an answer may be on its way: less than the app's patience, or it would only ask again. */
const maxHoldMs = 8_000;

/** What a list answers, and what it is made to answer instead. */
export type Forgery = { path: string; change(entry: ListedEntry): ListedEntry[] };
type ListedEntry = { id: string } & Record<string, unknown>;

interface Held {
  until: number;
  release(): void;
}

/**
 * The address the app believes to be Stripe's: counts what it reads, and has two bad habits. Some answers are computed
 * now and arrive much later, when their reader's lease is long gone. And a reader may be shown a moment of the past.
 */
export async function openFront({ onHold }: { onHold(customerId: string): Promise<void> }) {
  const served: { world: World | null } = { world: null };
  const held = new Set<Held>();
  const lastLive = new Map<string, string>();
  const ended = new Set<string>();
  const lagging = new Set<string>();
  const front = {
    url: "",
    reads: 0,
    zombies: 0,
    /** The share of a customer's reads that are held. */
    holdRate: 0,
    /** Says something else than Stripe, where a test wants the app to be told wrong: of lists, what they name. */
    forge: null as Forgery | null,
  };

  const server = createServer(async (incoming, outgoing) => {
    const world = served.world;
    if (!world) return void outgoing.writeHead(503).end();
    front.reads++;
    const response = await world.emulator.fetch(await toRequest(incoming));
    const now = front.forge ? forged(front.forge, incoming, await response.text()) : await response.text();
    const customerId = listedCustomer(incoming);
    const body = customerId ? pastOf(customerId, now) : now;
    if (customerId && Math.random() < front.holdRate) await hold(customerId);
    outgoing.writeHead(response.status, Object.fromEntries(response.headers)).end(body);
  });

  function pastOf(customerId: string, now: string): string {
    const past = lastLive.get(customerId);
    if (hasLife(now)) {
      lastLive.set(customerId, now);
      ended.delete(customerId);
    } else ended.add(customerId);
    return (lagging.delete(customerId) && past) || now;
  }

  async function hold(customerId: string): Promise<void> {
    front.zombies++;
    const wakes = new Promise<void>((release) => held.add({ until: Date.now() + maxHoldMs, release }));
    await onHold(customerId);
    await wakes;
  }

  function release(which: (one: Held) => boolean): number {
    const woken = [...held].filter(which);
    for (const one of woken) {
      held.delete(one);
      one.release();
    }
    return woken.length;
  }

  const ticking = setInterval(() => release(({ until }) => until <= Date.now()), 200);
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  front.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return Object.assign(front, {
    serve(world: World): void {
      lastLive.clear();
      ended.clear();
      Object.assign(front, { reads: 0, zombies: 0 });
      served.world = world;
    },
    /** How many answers are on their way. */
    held: () => held.size,
    /** Lets every held answer arrive at last. Returns how many there were. */
    releaseAll: () => release(() => true),
    /** Has the next reader of customers whose subscription has ended told that it runs. Returns who they are. */
    lag(): string[] {
      const known = [...ended].filter((id) => lastLive.has(id));
      for (const id of known) lagging.add(id);
      return known;
    },
    async stop(): Promise<void> {
      clearInterval(ticking);
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  });
}
export type Front = Awaited<ReturnType<typeof openFront>>;

async function toRequest(incoming: IncomingMessage): Promise<Request> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const { method = "GET", url = "/" } = incoming;
  const headers = new Headers(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]));
  const body = method === "GET" ? null : Buffer.concat(chunks);
  return new Request(`http://stripe.test${url}`, { method, headers, body });
}

function forged({ path, change }: Forgery, { url = "/" }: IncomingMessage, body: string): string {
  if (new URL(url, "http://stripe.test").pathname !== path) return body;
  const list: { data: ListedEntry[] } = JSON.parse(body);
  return JSON.stringify({ ...list, data: list.data.flatMap(change) });
}

/** The customer whose subscriptions are asked for: the read by which a subscription's state is known. */
function listedCustomer({ url = "/" }: IncomingMessage): string | null {
  const { pathname, searchParams } = new URL(url, "http://stripe.test");
  return pathname === "/v1/subscriptions" ? searchParams.get("customer") : null;
}

/** Whether a list names a subscription that may still change. */
function hasLife(body: string): boolean {
  const { data = [] }: { data?: { status: string }[] } = JSON.parse(body);
  return data.some(({ status }) => !["canceled", "incomplete_expired"].includes(status));
}
