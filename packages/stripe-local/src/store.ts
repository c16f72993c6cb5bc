import { noSuch } from "./errors.js";
import type { Indexed } from "./indexes.js";
import { Table } from "./table.js";
import type { AnyObject, Noun, Nouns } from "./types.js";

/** One object as it now is; null when it is gone. */
export type Change = [noun: Noun, id: string, value: AnyObject | null];

/** Where changes outlive the process: each committed request is one `append`. */
export interface Journal {
  read(): Iterable<Change>;
  append(changes: Change[]): void;
  rewrite(changes: Change[]): void;
}

/** Every object of the sandbox. Objects are never mutated, so undoing is putting the old one back. */
export class Store {
  readonly #tables = new Map<Noun, Table>();
  readonly #listeners: ((noun: Noun, id: string) => void)[] = [];
  #undo: Change[] | null = null;

  constructor(readonly journal: Journal | null) {
    if (journal) for (const change of journal.read()) this.#set(change);
    journal?.rewrite(this.snapshot());
  }

  get<N extends Noun>(noun: N, id: string, param = "id"): Nouns[N] {
    const found = this.find(noun, id);
    if (!found) throw noSuch(noun, id, param);
    return found;
  }

  find<N extends Noun>(noun: N, id: string | null | undefined): Nouns[N] | undefined {
    return id ? asNoun<N>(this.#table(noun).get(id)) : undefined;
  }

  /** Any object an id may point to. */
  findAnywhere(id: string): AnyObject | undefined {
    for (const [noun, table] of this.#tables) {
      const found = noun.startsWith("_") ? undefined : table.get(id);
      if (found) return found;
    }
    return undefined;
  }

  /** Oldest first. */
  all<N extends Noun>(noun: N): Nouns[N][] {
    return asNouns<N>([...this.#table(noun).values()]);
  }

  /** Those whose field has this value, oldest first, without going through the others. */
  where<N extends Noun & keyof Indexed>(noun: N, field: Indexed[N], value: string): Nouns[N][] {
    return this.lookUp(noun, field, value) ?? [];
  }

  /** Like `where`, for a field that may not be indexed: then undefined. */
  lookUp<N extends Noun>(noun: N, field: string, value: string): Nouns[N][] | undefined {
    const found = this.#table(noun).where(field, value);
    return found && asNouns<N>(found);
  }

  put<N extends Noun>(value: Nouns[N] & { object: N }): Nouns[N] {
    this.#write([value.object, value.id, value]);
    return value;
  }

  /** Writes the object as it now is with some fields replaced. */
  change<N extends Noun>(noun: N, id: string, patch: Partial<Nouns[N]>): Nouns[N] {
    const changed = { ...this.get(noun, id), ...patch };
    this.#write([noun, id, changed]);
    return changed;
  }

  remove(noun: Noun, id: string): void {
    this.#write([noun, id, null]);
  }

  onChange(listener: (noun: Noun, id: string) => void): void {
    this.#listeners.push(listener);
  }

  /** All or nothing, unless `keeps` says that an error leaves its changes behind. */
  transaction<T>(work: () => T, keeps: (error: unknown) => boolean): T {
    this.#undo = [];
    try {
      const result = work();
      this.#commit();
      return result;
    } catch (error) {
      if (keeps(error)) this.#commit();
      else this.#rewind(0);
      throw error;
    } finally {
      this.#undo = null;
    }
  }

  /** Does the work for real, returns its result and undoes it: how previews are computed. */
  rehearse<T>(work: () => T): T {
    const isOutermost = this.#undo === null;
    this.#undo ??= [];
    const mark = this.#undo.length;
    try {
      return work();
    } finally {
      this.#rewind(mark);
      if (isOutermost) this.#undo = null;
    }
  }

  /** The objects written since the transaction began, each with what it was then. */
  touched(): Change[] {
    const first = new Map<string, Change>();
    for (const change of this.#undo ?? []) {
      const key = `${change[0]}/${change[1]}`;
      if (!first.has(key)) first.set(key, change);
    }
    return [...first.values()];
  }

  snapshot(): Change[] {
    return [...this.#tables].flatMap(([noun, table]) =>
      [...table.values()].map((value): Change => [noun, value.id, value]),
    );
  }

  restore(changes: Change[]): void {
    for (const [noun, id] of this.snapshot()) {
      this.#table(noun).forget(id);
      this.#tell(noun, id);
    }
    for (const change of changes) this.#set(change);
    // Once more, now that what each object refers to is there as well.
    for (const [noun, id] of changes) this.#tell(noun, id);
    this.journal?.rewrite(changes);
  }

  #commit(): void {
    const changes = this.touched().map(([noun, id]): Change => [noun, id, this.#table(noun).get(id) ?? null]);
    for (const [noun, id, value] of changes) if (value === null) this.#table(noun).forget(id);
    if (changes.length > 0) this.journal?.append(changes);
  }

  #rewind(mark: number): void {
    const undo = this.#undo ?? [];
    const undone = undo.splice(mark).reverse();
    const known = new Set(undo.map(([noun, id]) => `${noun}/${id}`));
    for (const change of undone) this.#set(change);
    // A gap that was there before may be filled again by undoing more; the others never held anything.
    for (const [noun, id] of undone) {
      if (!known.has(`${noun}/${id}`) && !this.find(noun, id)) this.#table(noun).forget(id);
    }
  }

  #write(change: Change): void {
    const [noun, id] = change;
    if (!this.#undo) throw new Error(`A write to ${noun} ${id} outside a transaction`);
    this.#undo.push([noun, id, this.#table(noun).get(id) ?? null]);
    this.#set(change);
  }

  #set([noun, id, value]: Change): void {
    const table = this.#table(noun);
    if (value === null) table.empty(id);
    else table.set(id, value);
    this.#tell(noun, id);
  }

  #tell(noun: Noun, id: string): void {
    for (const listener of this.#listeners) listener(noun, id);
  }

  #table(noun: Noun): Table {
    const table = this.#tables.get(noun) ?? new Table(noun);
    this.#tables.set(noun, table);
    return table;
  }
}

/** A table holds one noun only, because `#write` files each object under its own `object`. */
function asNoun<N extends Noun>(object: AnyObject | undefined): Nouns[N] | undefined {
  return object as Nouns[N] | undefined;
}

function asNouns<N extends Noun>(objects: AnyObject[]): Nouns[N][] {
  return objects as Nouns[N][];
}
