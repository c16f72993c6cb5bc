import { RedisError } from "../store.js";
import { parseDouble, parseInt64 } from "./numbers.js";

export const syntaxError = () => new RedisError("ERR syntax error");

/** A command's arguments, read from left to right. */
export class Arguments {
  readonly #values: string[];
  #position = 1;

  constructor(command: string[]) {
    this.#values = command;
  }

  /** The command's name in lower case, for messages. */
  get commandName(): string {
    return this.#values[0]?.toLowerCase() ?? "";
  }

  get remaining(): number {
    return this.#values.length - this.#position;
  }

  take(): string {
    const value = this.#values[this.#position++];
    if (value === undefined) throw syntaxError();
    return value;
  }

  takeInteger(): number {
    return Number(parseInt64(this.take()));
  }

  takeDouble(): number {
    return parseDouble(this.take());
  }

  /** A count that may not be negative. */
  takeCount(message = "ERR value is out of range, must be positive"): number {
    const count = this.takeInteger();
    if (count < 0) throw new RedisError(message);
    return count;
  }

  /** The next argument in upper case. */
  takeWord(): string {
    return this.take().toUpperCase();
  }

  /** Takes the next argument if it is this word. */
  takeIf(word: string): boolean {
    const isNext = this.#values[this.#position]?.toUpperCase() === word;
    if (isNext) this.#position++;
    return isNext;
  }

  takeRest(): string[] {
    const rest = this.#values.slice(this.#position);
    this.#position = this.#values.length;
    return rest;
  }

  /** The rest as pairs; Redis counts an odd one as a wrong number of arguments. */
  takePairs(): [string, string][] {
    if (this.remaining % 2 !== 0) throw wrongArity(this.commandName);
    const pairs: [string, string][] = [];
    while (this.remaining > 0) pairs.push([this.take(), this.take()]);
    return pairs;
  }

  end(): void {
    if (this.remaining > 0) throw syntaxError();
  }
}

export const wrongArity = (name: string) =>
  new RedisError(`ERR wrong number of arguments for '${name}' command`);

/** Position `index` of a list `length` long, negative counting from the end, for Redis's inclusive ranges. */
export function sliceOf<T>(items: T[], start: number, stop: number): T[] {
  const from = Math.max(0, start < 0 ? items.length + start : start);
  const to = stop < 0 ? items.length + stop : stop;
  return items.slice(from, Math.max(from, to + 1));
}
