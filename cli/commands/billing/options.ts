/** One JSON object per line. */
export const json = { type: "boolean", describe: "One JSON object per line, for scripts" } as const;

export const reason = {
  type: "string",
  isRequired: true,
  describe: "Kept with the request, for operators alone",
} as const;

export const again = {
  type: "boolean",
  describe: "Do it although the very same was done within the last day",
} as const;

export const confirm = {
  type: "boolean",
  describe: "Do it; without, it only says what would be done",
} as const;
