import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

/** An interface of the SDK's declarations: each key, whether it may be absent, and the text of its type. */
interface Declared {
  keys: Map<string, { isOptional: boolean; type: string }>;
  file: string;
  /** `Invoice.Parent` inside the namespaces of its file. */
  name: string;
}

const RESOURCES = path.resolve(createRequire(import.meta.url).resolve("stripe"), "../../esm/resources");

/** What the SDK declares, read from its `.d.ts` files: interfaces by file and qualified name. */
export class DeclaredShapes {
  readonly #byName = new Map<string, Declared>();
  readonly #byObject = new Map<string, Declared>();

  constructor() {
    for (const file of declarationFiles(RESOURCES)) this.#read(file, readFileSync(file, "utf8"));
  }

  /** Everything an answer has too much, or too little, of; empty when it fits its declaration. */
  mismatches(value: unknown, at = "", declared?: Declared): string[] {
    if (Array.isArray(value)) return value.flatMap((each) => this.mismatches(each, `${at}[]`, declared));
    if (typeof value !== "object" || value === null) return [];
    const own = "object" in value ? this.#byObject.get(String(value.object)) : undefined;
    if ("object" in value && value.object === "list" && "data" in value)
      return this.mismatches(value.data, at);
    const shape = own ?? declared;
    return shape ? this.#compare(value, shape, own ? `${at}${at && " "}${own.name}` : at) : [];
  }

  /** The keys of an interface, such as `SubscriptionCreateParams` in `Subscriptions`. */
  keysOf(file: string, name: string): string[] {
    const declared = this.#byName.get(`${path.join(RESOURCES, file)}.d.ts#${name}`);
    if (!declared) throw new Error(`The SDK declares no ${name} in ${file}`);
    return [...declared.keys.keys()];
  }

  knows(object: string): boolean {
    return this.#byObject.has(object);
  }

  #compare(value: object, shape: Declared, at: string): string[] {
    // Declared without keys, such as an event's previous_attributes: anything goes.
    if (shape.keys.size === 0) return [];
    const entries = Object.entries(value);
    const missing = [...shape.keys]
      .filter(([key, { isOptional }]) => !isOptional && !Object.hasOwn(value, key))
      .map(([key]) => `${at}.${key} is missing`);
    const wrong = entries.flatMap(([key, child]) => {
      const declared = shape.keys.get(key);
      if (!declared) return [`${at}.${key} is not declared`];
      const isNullable = declared.type.includes("null") || declared.isOptional;
      if (child === null && !isNullable) return [`${at}.${key} may not be null`];
      return this.mismatches(child, `${at}.${key}`, this.#nested(declared.type, shape));
    });
    return [...missing, ...wrong];
  }

  /** A type named in the file's own namespaces; anything else is recognized by its `object` or not compared. */
  #nested(type: string, within: Declared): Declared | undefined {
    const [name] = /[A-Z]\w*(\.[A-Z]\w*)*/.exec(type.replaceAll(/Array<|ApiList<|\| null/g, "")) ?? [];
    if (!name) return undefined;
    const scopes = within.name
      .split(".")
      .map((_, index, parts) => parts.slice(0, parts.length - index).join("."));
    for (const scope of [...scopes, ""]) {
      const found = this.#byName.get(`${within.file}#${scope ? `${scope}.` : ""}${name}`);
      if (found) return found;
    }
    return undefined;
  }

  #read(file: string, source: string): void {
    const text = source.replaceAll(/\/\*\*[\s\S]*?\*\//g, "");
    const scope: string[] = [];
    const lines = text.split("\n");
    for (let index = 0; index < lines.length; index++) {
      const line = (lines[index] ?? "").trim();
      const namespace = /^(?:export )?(?:declare )?namespace (\w+) \{/.exec(line)?.[1];
      const interfaceName = /^(?:export )?interface (\w+)(?: extends [\w., ]+)? \{/.exec(line)?.[1];
      if (namespace) scope.push(namespace);
      else if (interfaceName)
        index = this.#readInterface(file, [...scope, interfaceName].join("."), lines, index);
      else if (/^};?$/.test(line)) scope.pop();
      else if (line.endsWith("{") && !line.endsWith("}")) scope.push("");
    }
  }

  #readInterface(file: string, name: string, lines: string[], start: number): number {
    const keys: Declared["keys"] = new Map();
    let index = start + 1;
    for (let depth = 1; ; index++) {
      const line = (lines[index] ?? "").trim();
      const [, key, optional, type] = /^(\w+)(\?)?: (.*?);?$/.exec(line) ?? [];
      if (depth === 1 && key) keys.set(key, { isOptional: optional === "?", type: type ?? "" });
      depth += (line.match(/\{/g) ?? []).length - (line.match(/\}/g) ?? []).length;
      if (depth === 0) break;
    }
    const declared = { keys, file, name };
    this.#byName.set(`${file}#${name}`, declared);
    const object = /^'([\w.]+)'$/.exec(keys.get("object")?.type ?? "")?.[1];
    if (object && !name.startsWith("Deleted") && !file.includes("/V2/")) this.#byObject.set(object, declared);
    return index;
  }
}

function declarationFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".d.ts"))
    .map((entry) => path.join(entry.parentPath, entry.name));
}
