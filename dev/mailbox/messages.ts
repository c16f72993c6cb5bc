import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { type Message, messageSchema } from "./message";

const keptMessages = 500;

/** The mails received, newest first, kept in a file between runs when one is named. */
export class Messages {
  #messages: Message[] = [];
  readonly #file: string | undefined;
  #writing = Promise.resolve();

  private constructor(file: string | undefined) {
    this.#file = file;
  }

  /** A file that is missing or cannot be read counts as no mail. */
  static async open(file: string | undefined): Promise<Messages> {
    const opened = new Messages(file);
    const text = file ? await readFile(file, "utf8").catch(() => "[]") : "[]";
    opened.#messages = z.array(messageSchema).catch([]).parse(parseJson(text));
    return opened;
  }

  add(message: Message): void {
    this.#messages = [message, ...this.#messages].slice(0, keptMessages);
    this.#save();
  }

  /** Both filters look for a part of the text, in any case. */
  list({ to = "", subject = "" } = {}): Message[] {
    return this.#messages.filter(
      (message) => message.to.some((address) => contains(address, to)) && contains(message.subject, subject),
    );
  }

  find(id: string): Message | null {
    return this.#messages.find((message) => message.id === id) ?? null;
  }

  markRead(id: string): void {
    const message = this.find(id);
    if (!message || message.isRead) return;
    message.isRead = true;
    this.#save();
  }

  delete(id: string): boolean {
    const isFound = this.find(id) !== null;
    this.#messages = this.#messages.filter((message) => message.id !== id);
    this.#save();
    return isFound;
  }

  clear(): void {
    this.#messages = [];
    this.#save();
  }

  /** Resolves once everything is on disk. */
  flush(): Promise<void> {
    return this.#writing;
  }

  /** One write at a time, beside and renamed; each writes the newest state, so those that wait in vain are cheap. */
  #save(): void {
    const file = this.#file;
    if (!file) return;
    this.#writing = this.#writing
      .then(async () => {
        await mkdir(path.dirname(file), { recursive: true });
        await writeFile(`${file}.new`, JSON.stringify(this.#messages), { mode: 0o600 });
        await rename(`${file}.new`, file);
      })
      .catch(() => undefined);
  }
}

const contains = (text: string, part: string) => text.toLowerCase().includes(part.trim().toLowerCase());

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
