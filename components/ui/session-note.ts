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
  read(key: string): string | null {
    try {
      return window.sessionStorage.getItem(key);
    } catch {
      return null;
    }
  },
  /** Reads it for the last time. */
  take(key: string): string | null {
    const text = this.read(key);
    if (text !== null) window.sessionStorage.removeItem(key);
    return text;
  },
};
