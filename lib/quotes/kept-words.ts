/** How long a request is kept after it came or was last marked. */
export const keptDays = 365;

/** The same, as the form says it. */
export const keptWords = `We delete your request ${keptDays} days after it came, or after our last word on it.`;
