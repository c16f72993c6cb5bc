import { createServer, type Socket } from "node:net";
import { afterEach, expect, test, vi } from "vitest";

const mail = { to: "kim@example.com", subject: "Hi", html: "<p>Hi</p>", text: "Hi", idempotencyKey: "key-1" };
const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
  vi.unstubAllEnvs();
});

/** The mailer of a fresh process that sends to a server which answers each line as `talk` does. */
async function mailerTo(talk: (line: string, socket: Socket) => void) {
  const server = createServer((socket) => {
    socket.write("220 here\r\n");
    socket.on("data", (data) => {
      for (const line of data.toString().split("\r\n").filter(Boolean)) talk(line, socket);
    });
    open.push(() => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  open.push(() => server.close());
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  vi.stubEnv("SMTP_URL", `smtp://127.0.0.1:${port}`);
  vi.stubEnv("MAIL_FROM", "Acme <hello@mail.acme.example>");
  vi.resetModules();
  return import("@/lib/platform/mailer");
}

test("a server that falls silent is given up in seconds: the job's place is for others too", async () => {
  const { deliver } = await mailerTo(() => undefined);
  const began = performance.now();
  await expect(deliver(mail)).rejects.toThrow(/timeout/i);
  expect(performance.now() - began).toBeLessThan(30_000);
}, 45_000);

test("a mail says that nobody wrote it, so that no holiday answers it, and is named after our host", async () => {
  const lines: string[] = [];
  let isBody = false;
  const { deliver } = await mailerTo((line, socket) => {
    lines.push(line);
    if (line === "DATA") isBody = true;
    if (isBody && line === ".") isBody = false;
    if (line === "DATA") socket.write("354 go on\r\n");
    else if (!isBody) socket.write("250 fine\r\n");
  });
  await deliver(mail);
  expect(lines).toContain("Auto-Submitted: auto-generated");
  expect(lines).toContain("Message-ID: <key-1@mail.acme.example>");
});

test.each([
  ["550 5.1.1 <kim@example.com>: no such mailbox", "RCPT", "mail server refused for good: 550 to RCPT TO"],
  ["554 5.7.1 we do not like it, kim@example.com", ".", "mail server refused for good: 554 to DATA"],
])(
  "a mail that is refused with %s is refused for good, and its address is not told",
  async (answer, at, words) => {
    const { deliver } = await mailerTo(refusing(answer, at));
    const refused = await deliver(mail).catch((thrown: unknown) => thrown);
    expect(refused).toMatchObject({ name: "MailRefused", message: expect.stringContaining(words) });
    expect(JSON.stringify(refused, ["message", "stack", "cause"])).not.toContain("kim@");
  },
);

test.each([
  ["450 4.2.0 try again later", "RCPT"],
  ["550 5.7.1 that sender is not yours", "MAIL"],
  ["530 5.7.0 sign in first", "RCPT"],
])(
  "one that is refused with %s at %s may be taken yet, by a server that is well or rightly set up",
  async (answer, at) => {
    const { deliver } = await mailerTo(refusing(answer, at));
    await expect(deliver(mail)).rejects.toMatchObject({ name: "Error" });
  },
);

/** A server that answers one kind of line, or the end of the message, with a refusal. */
function refusing(answer: string, at: string) {
  let isBody = false;
  return (line: string, socket: Socket) => {
    const isMessage = isBody && line !== ".";
    if (isMessage) return;
    isBody = line === "DATA" && at !== "DATA";
    if (line.startsWith(at)) socket.write(`${answer}\r\n`);
    else socket.write(isBody ? "354 go on\r\n" : "250 fine\r\n");
  };
}
