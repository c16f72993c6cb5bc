/** A binary heap: adding and taking the first are logarithmic. */
export class Heap<T> {
  readonly #items: T[] = [];

  constructor(private readonly isBefore: (first: T, second: T) => boolean) {}

  first(): T | undefined {
    return this.#items[0];
  }

  add(item: T): void {
    this.#items.push(item);
    let index = this.#items.length - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.#swapIfBefore(index, parent)) return;
      index = parent;
    }
  }

  takeFirst(): T | undefined {
    const first = this.#items[0];
    const last = this.#items.pop();
    if (last === undefined || this.#items.length === 0) return first;
    this.#items[0] = last;
    let index = 0;
    for (;;) {
      const child = this.#soonerChild(index);
      if (child === null || !this.#swapIfBefore(child, index)) return first;
      index = child;
    }
  }

  #soonerChild(index: number): number | null {
    const [left, right] = [this.#items[2 * index + 1], this.#items[2 * index + 2]];
    if (left === undefined) return null;
    return right !== undefined && this.isBefore(right, left) ? 2 * index + 2 : 2 * index + 1;
  }

  #swapIfBefore(index: number, other: number): boolean {
    const [item, against] = [this.#items[index], this.#items[other]];
    if (item === undefined || against === undefined || !this.isBefore(item, against)) return false;
    this.#items[index] = against;
    this.#items[other] = item;
    return true;
  }
}
