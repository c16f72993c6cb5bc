import Stripe from "stripe";

/** Every method of the SDK, such as `billing.meters.create`, and the request it makes: `POST /v1/billing/meters`. */
export function sdkCalls(): Map<string, string> {
  const calls = new Map<string, string>();
  collect(new Stripe("sk_test_local"), [], calls, new Set());
  return calls;
}

/** Several names may lead to one place: this is where, whatever the ids are called. */
export function placeOf(request: string): string {
  return request.replaceAll(/\$\{[^}]*\}|:\w+/g, ":id");
}

function collect(part: object, names: string[], calls: Map<string, string>, seen: Set<object>): void {
  if (seen.has(part)) return;
  seen.add(part);
  for (const [name, method] of methodsOf(part)) {
    const made = /_makeRequest\(\s*['"](\w+)['"],\s*['"`]([^'"`]+)['"`]/.exec(String(method));
    if (made) calls.set([...names, name].join("."), placeOf(`${made[1]} ${made[2]}`));
  }
  for (const [name, inner] of Object.entries(part)) {
    const isPart = typeof inner === "object" && inner !== null && !/^(?:_|stripe$)/.test(name);
    if (isPart) collect(inner, [...names, name], calls, seen);
  }
}

function methodsOf(part: object): [string, unknown][] {
  const prototype: object | null = Object.getPrototypeOf(part);
  return Object.getOwnPropertyNames(prototype ?? {}).flatMap((name) => {
    const value: unknown = Object.getOwnPropertyDescriptor(prototype, name)?.value;
    return typeof value === "function" ? [[name, value] as [string, unknown]] : [];
  });
}
