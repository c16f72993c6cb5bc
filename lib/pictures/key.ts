/** Where a square lies among the objects of its person or workspace. */
export const keyOf = (hash: string, size: number): string => `picture/${hash}-${size}.webp`;
