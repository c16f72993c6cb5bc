import { RedisError } from "../store.js";

export type Values = {
  string: string;
  hash: Map<string, string>;
  set: Set<string>;
  list: string[];
  zset: Map<string, number>;
};
export type Kind = keyof Values;

/** `expiresAt` is in milliseconds of Unix time; null never expires. */
export type Entry<K extends Kind = Kind> = { kind: K; value: Values[K]; expiresAt: number | null };

const emptyValue: { [K in Kind]: () => Values[K] } = {
  string: () => "",
  hash: () => new Map(),
  set: () => new Set(),
  list: () => [],
  zset: () => new Map(),
};

/** All keys with their values. Keys, fields and values hold one byte per character. */
export class Keyspace {
  readonly #entries = new Map<string, Entry>();
  /** Rises with every change. */
  version = 0;

  get size(): number {
    this.sweep();
    return this.#entries.size;
  }

  keys(): string[] {
    this.sweep();
    return [...this.#entries.keys()];
  }

  find(key: string): Entry | null {
    const entry = this.#entries.get(key);
    if (!entry) return null;
    if (entry.expiresAt === null || entry.expiresAt > Date.now()) return entry;
    this.#entries.delete(key);
    return null;
  }

  /** The value to look at; null when there is none. Throws when the key holds another kind. */
  read<K extends Kind>(key: string, kind: K): Values[K] | null {
    const entry = this.find(key);
    if (!entry) return null;
    if (isKind(entry, kind)) return entry.value;
    throw new RedisError("WRONGTYPE Operation against a key holding the wrong kind of value");
  }

  /** The collection to change, created when there is none. */
  open<K extends Kind>(key: string, kind: K): Values[K] {
    this.version++;
    const existing = this.read(key, kind);
    if (existing !== null) return existing;
    const value = emptyValue[kind]();
    this.#entries.set(key, { kind, value, expiresAt: null });
    return value;
  }

  put<K extends Kind>(key: string, kind: K, value: Values[K], expiresAt: number | null = null): void {
    this.version++;
    this.#entries.set(key, { kind, value, expiresAt });
  }

  /** Replaces a string and keeps its time to live. */
  rewrite(key: string, value: string): void {
    this.put(key, "string", value, this.find(key)?.expiresAt ?? null);
  }

  setExpiry(key: string, expiresAt: number | null): void {
    this.version++;
    const entry = this.find(key);
    if (entry) entry.expiresAt = expiresAt;
    this.find(key);
  }

  delete(key: string): boolean {
    this.version++;
    return this.find(key) !== null && this.#entries.delete(key);
  }

  /** Redis has no empty collections: taking the last member takes the key. */
  dropIfEmpty(key: string): void {
    const entry = this.find(key);
    if (!entry || typeof entry.value === "string") return;
    if ((Array.isArray(entry.value) ? entry.value.length : entry.value.size) === 0) this.delete(key);
  }

  clear(): void {
    this.version++;
    this.#entries.clear();
  }

  sweep(): void {
    for (const key of this.#entries.keys()) this.find(key);
  }

  *[Symbol.iterator](): IterableIterator<[string, Entry]> {
    this.sweep();
    yield* this.#entries;
  }
}

function isKind<K extends Kind>(entry: Entry, kind: K): entry is Entry<K> {
  return entry.kind === kind;
}
