/** What an input's `pattern` says to take this name alone; how many spaces stand where, nobody can see. */
export const namePattern = (name: string): string =>
  `\\s*${name.trim().split(/\s+/).map(literally).join("\\s+")}\\s*`;

const literally = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
