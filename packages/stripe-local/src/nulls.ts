/** Fields that this stand-in always answers as null. The shape test catches a key that Stripe does not have. */
export function nulls<const Keys extends string[]>(...keys: Keys): Record<Keys[number], null> {
  return asNulls<Keys>(Object.fromEntries(keys.map((key) => [key, null])));
}

/** `fromEntries` forgets which keys it was given. */
function asNulls<Keys extends string[]>(fields: Record<string, null>): Record<Keys[number], null> {
  return fields as Record<Keys[number], null>;
}
