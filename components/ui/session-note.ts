/** Notes a tab keeps across a reload. A browser may forbid them; then nothing is kept. */
export const sessionNotes = {
  /** Whether it was kept. */
  write(key: string, text: string): boolean {
    try {
      window.sessionStorage.setItem(key, text);
      return true;
    } catch {
      return false;
    }
  },
  /** Reads it for the last time. */
  take(key: string): string | null {
    try {
      const text = window.sessionStorage.getItem(key);
      if (text !== null) window.sessionStorage.removeItem(key);
      return text;
    } catch {
      return null;
    }
  },
};
