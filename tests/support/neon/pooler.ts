import { randomUUID } from "node:crypto";
import { type Backend, type Login, openBackend } from "./backend";
import { fatal, type Message, message, textsOf } from "./wire";

/** The other end of a session: what a client sent comes in, what it is answered goes out. */
export interface Session {
  take(message: Message): void;
  close(): void;
}
export interface Client {
  send(bytes: Buffer): void;
  hangUp(): void;
}

/** Free connections of one login, taken in turn, so that what one transaction leaves behind meets the next client. */
interface Shelf {
  free: Backend[];
  open: number;
  waiting: ((backend: Backend) => void)[];
}

/** A pooler in transaction mode, as PgBouncer is one: a client has a connection from a transaction's begin to its end. */
export class Pooler {
  readonly #shelves = new Map<string, Shelf>();

  constructor(
    private readonly postgresUrl: string,
    private readonly size: number,
  ) {}

  async acquire(login: Login): Promise<Backend> {
    const shelf = this.#shelf(login);
    const free = shelf.open >= this.size ? shelf.free.shift() : undefined;
    if (free) return free;
    if (shelf.open >= this.size) return new Promise((resolve) => shelf.waiting.push(resolve));
    shelf.open += 1;
    try {
      return this.#watched(await openBackend(this.postgresUrl, login), shelf);
    } catch (thrown) {
      shelf.open -= 1;
      throw thrown;
    }
  }

  release(login: Login, backend: Backend): void {
    backend.listener = null;
    if (backend.stream.destroyed) return;
    const shelf = this.#shelf(login);
    const next = shelf.waiting.shift();
    if (next) next(backend);
    else shelf.free.push(backend);
  }

  #shelf({ user, database, password }: Login): Shelf {
    const key = JSON.stringify([user, database, password]);
    const shelf = this.#shelves.get(key) ?? { free: [], open: 0, waiting: [] };
    this.#shelves.set(key, shelf);
    return shelf;
  }

  #watched(backend: Backend, shelf: Shelf): Backend {
    backend.stream.on("close", () => {
      shelf.open -= 1;
      shelf.free = shelf.free.filter((one) => one !== backend);
    });
    return backend;
  }
}

/** One client of the pooler. Prepared statements are its own by name and prepared again wherever it comes to be. */
export class PooledSession implements Session {
  readonly #id = randomUUID();
  readonly #statements = new Map<string, Buffer>();
  #backend: Backend | null = null;
  #isAcquiring = false;
  #queue: Message[] = [];
  /** Questions asked that have not been answered to the end. */
  #open = 0;
  /** Preparations under way: those that nobody asked for are not answered to the client. */
  #preparing: { name: string; isOurs: boolean }[] = [];

  constructor(
    private readonly pooler: Pooler,
    private readonly login: Login,
    private readonly client: Client,
  ) {}

  take(one: Message): void {
    this.#queue.push(one);
    if (this.#backend) this.#forward();
    else if (!this.#isAcquiring) void this.#acquire();
  }

  close(): void {
    // A transaction that was left open is nobody's to go on with.
    this.#backend?.stream.destroy();
    this.#backend = null;
  }

  async #acquire(): Promise<void> {
    this.#isAcquiring = true;
    const backend = await this.pooler.acquire(this.login).catch(() => null);
    this.#isAcquiring = false;
    if (!backend) return this.client.hangUp();
    backend.listener = { hear: (said) => this.#hear(backend, said), end: () => this.#crash() };
    this.#backend = backend;
    this.#forward();
  }

  #crash(): void {
    this.#backend = null;
    this.client.send(fatal("08P01", "server conn crashed?"));
    this.client.hangUp();
  }

  #forward(): void {
    for (const one of this.#queue.splice(0)) {
      if (one.letter === "Q" || one.letter === "S") this.#open += 1;
      this.#backend?.stream.write(this.#renamed(one));
    }
  }

  #renamed(one: Message): Buffer {
    const texts = textsOf(one);
    if (one.letter === "P") return this.#parse(texts[0] ?? "", one.bytes);
    if (one.letter === "B" && texts[1]) {
      const rest = one.bytes.subarray(5 + `${texts[0]}\0${texts[1]}\0`.length);
      const bind = message("B", texts[0] ?? "", this.#name(texts[1]), rest);
      return Buffer.concat([this.#prepared(texts[1]), bind]);
    }
    if ((one.letter === "D" || one.letter === "C") && texts[0]?.startsWith("S") && texts[0].length > 1) {
      const name = texts[0].slice(1);
      return Buffer.concat([this.#prepared(name), message(one.letter, `S${this.#name(name)}`)]);
    }
    return one.bytes;
  }

  #parse(name: string, bytes: Buffer): Buffer {
    this.#preparing.push({ name: name && this.#name(name), isOurs: false });
    if (!name) return bytes;
    const rest = bytes.subarray(5 + name.length + 1);
    this.#statements.set(name, rest);
    this.#backend?.prepared.add(this.#name(name));
    return message("P", this.#name(name), rest);
  }

  #prepared(name: string): Buffer {
    const rest = this.#statements.get(name);
    if (!rest || this.#backend?.prepared.has(this.#name(name))) return Buffer.alloc(0);
    this.#backend?.prepared.add(this.#name(name));
    this.#preparing.push({ name: this.#name(name), isOurs: true });
    return message("P", this.#name(name), rest);
  }

  #name = (name: string): string => `pooler_${this.#id}_${name}`;

  #hear(backend: Backend, said: Message): void {
    if (said.letter === "1" && this.#preparing.shift()?.isOurs) return;
    if (said.letter === "E") for (const { name } of this.#preparing.splice(0)) backend.prepared.delete(name);
    this.client.send(said.bytes);
    if (said.letter !== "Z") return;
    this.#open -= 1;
    if (this.#open > 0 || said.bytes.toString("latin1", 5) !== "I") return;
    this.#backend = null;
    this.pooler.release(this.login, backend);
  }
}
