import { createHash } from "node:crypto";
import type { Command, Reply } from "./store.js";

/**
 * Upstash's rate limiter starts its scripts with `#!lua flags=allow-key-locking`, a flag only Upstash knows: Redis
 * refuses it. The line is taken out on the way to Redis, and because that changes the script's sha, the sha under
 * which the client knows the script is translated both ways.
 */
export class ScriptTranslation {
  readonly #plainSha = new Map<string, string>();

  toRedis([name = "", ...rest]: Command): Command {
    const [first = "", ...others] = rest;
    switch (name.toUpperCase()) {
      case "EVAL":
      case "EVAL_RO":
        return [name, this.#withoutShebang(first), ...others];
      case "EVALSHA":
      case "EVALSHA_RO":
        return [name, this.#known(first), ...others];
      case "SCRIPT":
        return this.#scriptToRedis(name, first, others);
      default:
        return [name, ...rest];
    }
  }

  toClient([name = "", subcommand = "", script = ""]: Command, reply: Reply): Reply {
    const isLoad = name.toUpperCase() === "SCRIPT" && subcommand.toUpperCase() === "LOAD";
    return isLoad && Buffer.isBuffer(reply) ? sha1(script) : reply;
  }

  #scriptToRedis(name: string, subcommand: string, rest: string[]): Command {
    const isLoad = subcommand.toUpperCase() === "LOAD";
    return [
      name,
      subcommand,
      ...rest.map((item) => (isLoad ? this.#withoutShebang(item) : this.#known(item))),
    ];
  }

  #known(sha: string): string {
    return this.#plainSha.get(sha.toLowerCase()) ?? sha;
  }

  #withoutShebang(script: string): string {
    const plain = script.replace(/^#!lua[^\n]*\ballow-key-locking\b[^\n]*/, "");
    if (plain !== script) this.#plainSha.set(sha1(script), sha1(plain));
    return plain;
  }
}

const sha1 = (text: string) => createHash("sha1").update(text).digest("hex");
