import { eq } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { quotes } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { renderMail } from "@/emails";
import { listEvents } from "@/lib/audit/queries";
import { clock, days } from "@/lib/platform/clock";
import { contactAddress } from "@/lib/platform/contact";
import { forgetQuotesJob } from "@/lib/quotes/forget-quotes";
import { listQuotes } from "@/lib/quotes/list-quotes";
import { markQuote } from "@/lib/quotes/mark-quote";
import { requestQuote } from "@/lib/quotes/request-quote";
import { visitor } from "../auth/people";
import { queuedMail } from "../members/queued-mail";
import { spoken } from "../support/spoken";
import { platform, workspace } from "../support/world";
import { asked, askFrom } from "./asked";

afterEach(() => clock.reset());

const operator = platform({ operator: { id: "ops", label: "ops" } });
let serial = 0;
const newMailbox = () => `asker-${process.pid}-${++serial}@example.com`;

const rowOf = async (email: string) => {
  const [row] = await withPlatform((db) => db.select().from(quotes).where(eq(quotes.email, email)));
  return row;
};

test("a stranger's request is kept, mailed to us with what was written, and confirmed without it", async () => {
  const email = newMailbox();
  const company = `Company of ${email.split("@")[0]}`;
  await visitor().run(requestQuote, asked({ email, company, needs: "Rooms for\n40 offices, see evil.com" }));
  expect(await rowOf(email)).toMatchObject({
    tenantId: null,
    company,
    seats: 250,
    status: "new",
  });
  const toUs = (await queuedMail(contactAddress())).find(({ props }) => props.company === company);
  expect(toUs).toMatchObject({
    template: "quoteRequested",
    props: { needs: "Rooms for\n40 offices, see evil.com", start: "Within three months", slug: null },
  });
  const [confirmation] = await queuedMail(email);
  expect(confirmation).toMatchObject({ template: "quoteReceived", props: {} });
  const mail = await renderMail("quoteRequested", toUs?.props ?? {});
  expect(mail.text).toContain("40 offices");
  for (const part of [mail.text, mail.html]) expect(part).not.toContain("evil.com");
});

test("one that is asked from a workspace names it, and its history says so", async () => {
  const acme = await workspace({ name: "Acme" });
  const email = newMailbox();
  await askFrom(acme, asked({ email }));
  expect(await rowOf(email)).toMatchObject({ tenantId: acme.id });
  const { items } = await acme.owner.ask(listEvents, {});
  expect(items).toContainEqual(
    expect.objectContaining({ type: "quote.requested", subjectLabel: "Acme GmbH" }),
  );
  expect(await operator.run(listQuotes, {})).toContainEqual(
    expect.objectContaining({ email, slug: acme.slug }),
  );
});

test("whoever asks at a workspace's door without being signed in there asks for nobody", async () => {
  const { owner } = await workspace();
  const email = newMailbox();
  await visitor({ tenant: owner.context.tenant }).run(requestQuote, asked({ email }));
  expect(await rowOf(email)).toMatchObject({ tenantId: null });
});

test("the fourth request of an hour for one mailbox is refused, and none of it is kept", async () => {
  const email = newMailbox();
  for (const _ of [1, 2, 3]) await visitor().run(requestQuote, asked({ email }));
  await expect(visitor().run(requestQuote, asked({ email }))).rejects.toMatchObject({ code: "rate_limited" });
  const rows = await withPlatform((db) => db.select().from(quotes).where(eq(quotes.email, email)));
  expect(rows).toHaveLength(3);
});

test("a robot that fills in what nobody sees is refused there, and nothing is kept or mailed", async () => {
  const email = newMailbox();
  const filled = JSON.parse(JSON.stringify({ ...asked({ email }), fax: "555-0100" }));
  await expect(visitor().run(requestQuote, filled)).rejects.toMatchObject({
    code: "invalid",
    fields: { fax: ["Leave this empty, then send the form again."] },
  });
  expect(await rowOf(email)).toBeUndefined();
  expect(await queuedMail(email)).toEqual([]);
  await visitor().run(requestQuote, { ...asked({ email }), fax: "" });
  expect(await rowOf(email)).toMatchObject({ company: "Acme GmbH" });
});

test("a request is forgotten a year after it came or was marked last, answered or not", async () => {
  const [old, answered] = [newMailbox(), newMailbox()];
  for (const email of [old, answered]) await visitor().run(requestQuote, asked({ email }));
  clock.shift(days(200));
  await operator.run(markQuote, { id: (await rowOf(answered))?.id ?? "", status: "answered" });
  clock.shift(days(160));
  await forgetQuotesJob.run({});
  expect(await rowOf(old)).toMatchObject({ status: "new" });
  clock.shift(days(6));
  await forgetQuotesJob.run({});
  expect(await rowOf(old)).toBeUndefined();
  expect(await rowOf(answered)).toMatchObject({ status: "answered" });
  clock.shift(days(200));
  await forgetQuotesJob.run({});
  expect(await rowOf(answered)).toBeUndefined();
});

test.each([
  { wrong: { company: " " }, field: "company", says: "Enter the name of your company." },
  { wrong: { seats: 0 }, field: "seats", says: "Enter at least 1 member." },
  { wrong: { needs: " \n " }, field: "needs", says: "Say what you need." },
  { wrong: { email: "kim" }, field: "email", says: "Enter an e-mail address" },
])("bad input is refused at $field", async ({ wrong, field, says }) => {
  await expect(visitor().run(requestQuote, { ...asked(), ...wrong })).rejects.toMatchObject({
    fields: { [field]: [spoken(says)] },
  });
});

test("operators note how far one has come, and list by it", async () => {
  const email = newMailbox();
  await visitor().run(requestQuote, asked({ email }));
  const { id = "" } = (await rowOf(email)) ?? {};
  expect(await operator.run(markQuote, { id, status: "answered" })).toEqual({
    ...{ company: "Acme GmbH", status: "answered" },
  });
  const ids = async (status: "new" | "answered") =>
    (await operator.run(listQuotes, { status })).map((one) => one.id);
  expect(await ids("answered")).toContain(id);
  expect(await ids("new")).not.toContain(id);
  await expect(operator.run(markQuote, { id: "quo_none", status: "won" })).rejects.toMatchObject({
    code: "not_found",
  });
});
