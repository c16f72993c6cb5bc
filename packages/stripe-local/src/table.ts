import { INDEXES } from "./indexes.js";
import type { AnyObject, Noun } from "./types.js";

/** One place in a table. It is kept while its object is only taken away for a while, and so is its order. */
interface Slot {
  readonly order: number;
  value: AnyObject | null;
}

/** Every object of one noun in the order of creation, and by the fields that others look it up by. */
export class Table {
  readonly #slots = new Map<string, Slot>();
  readonly #buckets = new Map<string, Map<string, Set<Slot>>>();
  readonly #fields: [field: string, read: (object: AnyObject) => string | null | undefined][];
  #next = 0;

  constructor(noun: Noun) {
    this.#fields = Object.entries(INDEXES[noun] ?? {});
    for (const [field] of this.#fields) this.#buckets.set(field, new Map());
  }

  get(id: string): AnyObject | undefined {
    return this.#slots.get(id)?.value ?? undefined;
  }

  *values(): Generator<AnyObject> {
    for (const { value } of this.#slots.values()) if (value) yield value;
  }

  /** Oldest first. Undefined when the field is not one that is looked up by. */
  where(field: string, wanted: string): AnyObject[] | undefined {
    const buckets = this.#buckets.get(field);
    if (!buckets) return undefined;
    const found = [...(buckets.get(wanted) ?? [])].sort((first, second) => first.order - second.order);
    return found.flatMap(({ value }) => (value ? [value] : []));
  }

  set(id: string, value: AnyObject): void {
    const slot = this.#slots.get(id) ?? { order: this.#next++, value: null };
    this.#file(slot, value);
    this.#slots.set(id, slot);
  }

  /** Leaves a gap, so that an undone removal puts the object back where it was. */
  empty(id: string): void {
    const slot = this.#slots.get(id);
    if (slot) this.#file(slot, null);
  }

  forget(id: string): void {
    this.empty(id);
    this.#slots.delete(id);
  }

  #file(slot: Slot, value: AnyObject | null): void {
    for (const [field, read] of this.#fields) {
      const before = slot.value && read(slot.value);
      const after = value && read(value);
      if (before === after) continue;
      if (before) this.#bucket(field, before).delete(slot);
      if (after) this.#bucket(field, after).add(slot);
    }
    slot.value = value;
  }

  #bucket(field: string, value: string): Set<Slot> {
    const buckets = this.#buckets.get(field) ?? new Map<string, Set<Slot>>();
    const bucket = buckets.get(value) ?? new Set();
    buckets.set(value, bucket);
    return bucket;
  }
}
