import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type LocalMailbox, type MailboxOptions, startMailbox } from "@/dev/mailbox";
import { list, post } from "./post";

const running = new Set<LocalMailbox>();
let mailbox: LocalMailbox;

async function start(options: Partial<MailboxOptions> = {}): Promise<LocalMailbox> {
  const started = await startMailbox({ smtpPort: 0, httpPort: 0, ...options });
  running.add(started);
  return started;
}

beforeEach(async () => {
  mailbox = await start();
});
afterEach(async () => {
  for (const started of running) await started.stop();
  running.clear();
});

const invitation = {
  to: "Ada <ada@acme.test>",
  subject: "Join Acme — “now” ✉",
  text: "Accept: https://acme.localhost:3000/join?token=a&b=1.\nHelp: https://tenantry.test/help",
  html: '<p>Hi <b>Ada</b></p><a class="x" href="https://acme.localhost:3000/join?token=a&amp;b=1">Join</a> <a href=\'mailto:x@y.z\'>x</a>',
};

describe("mail over SMTP", () => {
  test("arrives whole, with its links decoded and each named once", async () => {
    await post(mailbox.smtpUrl, invitation);
    const [mail] = await list(mailbox.url);
    expect(mail).toMatchObject({
      from: "Tenantry <hello@tenantry.test>",
      to: ["ada@acme.test"],
      subject: invitation.subject,
      links: ["https://acme.localhost:3000/join?token=a&b=1", "https://tenantry.test/help"],
      isRead: false,
    });
    expect(mail?.text.trim()).toBe(invitation.text);
    expect(mail?.html?.trim()).toBe(invitation.html);
    expect(await (await fetch(`${mailbox.url}/api/messages/${mail?.id}`)).json()).toEqual(mail);
  });

  test("is listed newest first and found by part of a recipient or subject, in any case", async () => {
    await post(mailbox.smtpUrl, { to: "ada@acme.test", subject: "First" });
    await post(mailbox.smtpUrl, {
      to: "bob@beta.test",
      cc: "ada@acme.test",
      bcc: "eve@acme.test",
      subject: "Second",
    });
    const subjects = async (query: string) => (await list(mailbox.url, query)).map(({ subject }) => subject);
    expect(await subjects("")).toEqual(["Second", "First"]);
    expect(await subjects("?to=ADA@acme")).toEqual(["Second", "First"]);
    expect(await subjects("?to=eve@acme.test")).toEqual(["Second"]);
    expect(await subjects("?to=acme.test&subject=fir")).toEqual(["First"]);
    expect(await subjects("?to=nobody")).toEqual([]);
  });

  test("keeps attachments for download", async () => {
    await post(mailbox.smtpUrl, {
      to: "a@b.test",
      attachments: [{ filename: 'in"voice é.pdf', content: "PDF!" }],
    });
    const [mail] = await list(mailbox.url);
    expect(mail?.attachments).toEqual([
      { filename: 'in"voice é.pdf', mimeType: "application/pdf", sizeBytes: 4 },
    ]);
    const file = await fetch(`${mailbox.url}/messages/${mail?.id}/attachments/0`);
    expect(await file.text()).toBe("PDF!");
    expect(file.headers.get("content-disposition")).toMatch(/^attachment; filename\*=UTF-8''in%22voice%20/);
  });

  test("only the last 500 are kept", async () => {
    await Promise.all(Array.from({ length: 10 }, () => sendMany(mailbox, 50)));
    await post(mailbox.smtpUrl, { to: "last@b.test", subject: "The last" });
    const mails = await list(mailbox.url);
    expect(mails).toHaveLength(500);
    expect(mails[0]?.subject).toBe("The last");
  });

  test("a client that breaks off in the middle harms nobody", async () => {
    const socket = connect(Number(new URL(mailbox.smtpUrl).port), "127.0.0.1");
    await new Promise((resolve) => socket.once("data", resolve));
    socket.write("EHLO x\r\nMAIL FROM:<a@b.test>\r\nRCPT TO:<c@d.test>\r\nDATA\r\nSubject: half");
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.resetAndDestroy();
    await post(mailbox.smtpUrl, { to: "a@b.test", subject: "Whole" });
    expect((await list(mailbox.url)).map(({ subject }) => subject)).toEqual(["Whole"]);
  });
});

describe("the mails", () => {
  test("are gone after a delete, one or all", async () => {
    for (const subject of ["One", "Two", "Three"]) await post(mailbox.smtpUrl, { to: "a@b.test", subject });
    const [, two] = await list(mailbox.url);
    expect((await fetch(`${mailbox.url}/api/messages/${two?.id}`, { method: "DELETE" })).status).toBe(204);
    expect((await list(mailbox.url)).map(({ subject }) => subject)).toEqual(["Three", "One"]);
    expect((await fetch(`${mailbox.url}/api/messages`, { method: "DELETE" })).status).toBe(204);
    expect(await list(mailbox.url)).toEqual([]);
    expect((await fetch(`${mailbox.url}/api/messages/${two?.id}`)).status).toBe(404);
  });

  test("survive a restart when a file is named; a broken file costs the mails, not the start", async () => {
    const directory = await mkdtemp(path.join(tmpdir(), "mailbox-test-"));
    const dataFile = path.join(directory, "deep/mailbox.json");
    const first = await start({ dataFile });
    await post(first.smtpUrl, { ...invitation, attachments: [{ filename: "a.txt", content: "hi" }] });
    const before = await list(first.url);
    await first.stop();
    const second = await start({ dataFile });
    expect(await list(second.url)).toEqual(before);
    await second.stop();
    await writeFile(dataFile, '[{"id":');
    expect(await list((await start({ dataFile })).url)).toEqual([]);
    await rm(directory, { recursive: true });
  });
});

describe("strangers", () => {
  test("a name that another site points at this machine reads nothing", async () => {
    for (const host of ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example"]) {
      expect(await statusFor(mailbox.url, { host })).toBe(403);
    }
    for (const host of ["localhost:1", "127.0.0.1", "mail.localhost:3000"]) {
      expect(await statusFor(mailbox.url, { host })).toBe(200);
    }
  });

  test("another site's form deletes nothing", async () => {
    await post(mailbox.smtpUrl, invitation);
    const attempt = await fetch(`${mailbox.url}/delete-all`, {
      method: "POST",
      headers: { "sec-fetch-site": "cross-site" },
    });
    expect(attempt.status).toBe(403);
    expect(await list(mailbox.url)).toHaveLength(1);
  });

  test("production is refused", async () => {
    await expect(start({ isProduction: true })).rejects.toThrow(/in production set/);
  });
});

async function sendMany({ smtpUrl }: LocalMailbox, count: number): Promise<void> {
  for (let sent = 0; sent < count; sent++) await post(smtpUrl, { to: "a@b.test", subject: String(sent) });
}

/** Node's fetch does not let a Host be chosen. */
function statusFor(url: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const call = request(url, { headers }, (response) => resolve(response.resume().statusCode));
    call.on("error", reject).end();
  });
}
