import { describe, expect } from "vitest";
import { withLocalStripe } from "../support.js";
import { fact, refused } from "./fact.js";

const { local, stripe } = withLocalStripe();
const address = { line1: "Main Str. 1", city: "Little Rock", country: "US", postal_code: "72201" };

describe("a customer", () => {
  fact(
    "paper_tiger/contract_test.exs",
    "A customer has an id that begins with cus_ and a moment of creation",
    async () => {
      const made = await stripe().customers.create({ email: "test@example.com" });
      expect(made).toMatchObject({ object: "customer", email: "test@example.com", livemode: false });
      expect(made.id).toMatch(/^cus_/);
      expect(Number.isInteger(made.created)).toBe(true);
    },
  );

  fact("paper_tiger/contract_test.exs", "A customer keeps name and metadata", async () => {
    const metadata = { plan: "premium", user_id: "12345" };
    const made = await stripe().customers.create({ name: "John Doe", metadata });
    expect(made).toMatchObject({ name: "John Doe", metadata });
  });

  fact("paper_tiger/contract_test.exs", "A customer is read back by its id", async () => {
    const { id } = await stripe().customers.create({ email: "retrieve@example.com" });
    expect(await stripe().customers.retrieve(id)).toMatchObject({ id, email: "retrieve@example.com" });
  });

  fact("paper_tiger/contract_test.exs", "A customer's email and name can be changed", async () => {
    const { id } = await stripe().customers.create({ email: "old@example.com" });
    const changed = await stripe().customers.update(id, { email: "new@example.com", name: "Updated" });
    expect(changed).toMatchObject({ id, email: "new@example.com", name: "Updated" });
  });

  fact(
    "paper_tiger/contract_test.exs",
    "Deleting a customer answers its id and that it is deleted",
    async () => {
      const { id } = await stripe().customers.create({ email: "delete@example.com" });
      expect(await stripe().customers.del(id)).toMatchObject({ id, deleted: true });
      expect(await stripe().customers.retrieve(id)).toMatchObject({ id, deleted: true });
    },
  );

  fact(
    "paper_tiger/contract_test.exs",
    "A page of customers has as many as the limit says, and says whether there are more",
    async () => {
      for (let index = 0; index < 4; index++)
        await stripe().customers.create({ email: `page${index}@example.com` });
      const page = await stripe().customers.list({ limit: 3 });
      expect(page.data).toHaveLength(3);
      expect(page.has_more).toBe(true);
    },
  );

  fact(
    "paper_tiger/contract_test.exs",
    "A search finds a customer by email and metadata together",
    async () => {
      local().emulator.control.setSettings({ searchLagMs: 0 });
      const { id } = await stripe().customers.create({
        email: "mark@example.com",
        metadata: { marker: "m1" },
      });
      const query = "email:'mark@example.com' AND metadata['marker']:'m1'";
      const found = await stripe().customers.search({ query });
      expect(found).toMatchObject({ object: "search_result", has_more: false });
      expect(found.data.map((each) => each.id)).toEqual([id]);
    },
  );

  fact("cashier/CustomerTest.php", "A changed description leaves the address as it was", async () => {
    const { id } = await stripe().customers.create({ address });
    const changed = await stripe().customers.update(id, { description: "Random details" });
    expect(changed).toMatchObject({ description: "Random details", address });
  });

  fact(
    "cashier/CustomerTest.php",
    "Name, email and phone are taken together and the address stays",
    async () => {
      const { id } = await stripe().customers.create({ address });
      const details = { name: "Mohamed Said", email: "mohamed@example.com", phone: "+32 499 00 00 00" };
      expect(await stripe().customers.update(id, details)).toMatchObject({ ...details, address });
    },
  );

  fact(
    "pay/test_stripe_creates_with_no_card.yml",
    "A customer without a card has no default one",
    async () => {
      const made = await stripe().customers.create({ name: "No card" });
      expect(made.invoice_settings.default_payment_method).toBeNull();
      expect(made.default_source).toBeNull();
    },
  );
});

describe("what a customer has", () => {
  fact("cashier/CustomerTest.php", "A tax id shows its country, and is gone once it is deleted", async () => {
    const { id } = await stripe().customers.create({});
    const tax = await stripe().customers.createTaxId(id, { type: "eu_vat", value: "BE0123456789" });
    expect(tax).toMatchObject({ type: "eu_vat", value: "BE0123456789", country: "BE" });
    expect((await stripe().customers.listTaxIds(id)).data).toHaveLength(1);
    await stripe().customers.deleteTaxId(id, tax.id);
    expect((await stripe().customers.listTaxIds(id)).data).toEqual([]);
  });

  fact(
    "cashier/CustomerTest.php",
    "The balance is what its transactions add up to, and the newest is listed first",
    async () => {
      const { id } = await stripe().customers.create({});
      const topUp = await stripe().customers.createBalanceTransaction(id, { amount: 500, currency: "usd" });
      expect(topUp).toMatchObject({ amount: 500, ending_balance: 500 });
      await stripe().customers.createBalanceTransaction(id, { amount: -200, currency: "usd" });
      const { data } = await stripe().customers.listBalanceTransactions(id);
      expect(data[0]).toMatchObject({ amount: -200, ending_balance: 300 });
      expect(await stripe().customers.retrieve(id)).toMatchObject({ balance: 300 });
    },
  );

  fact(
    "paper_tiger/contract_test.exs",
    "A balance transaction has an id that begins with cbtxn_ and names its customer",
    async () => {
      const { id } = await stripe().customers.create({});
      const made = await stripe().customers.createBalanceTransaction(id, { amount: -500, currency: "usd" });
      expect(made).toMatchObject({ object: "customer_balance_transaction", customer: id, currency: "usd" });
      expect(made.id).toMatch(/^cbtxn_/);
    },
  );
});

describe("is refused", () => {
  refused(
    "paper_tiger/contract_test.exs",
    "A customer that is not there is a 404 with its id in the sentence",
    () => stripe().customers.retrieve("cus_nonexistent_test_123"),
    {
      status: 404,
      code: "resource_missing",
      param: "id",
      message: "No such customer: 'cus_nonexistent_test_123'",
    },
  );
  refused(
    "paper_tiger/contract_test.exs",
    "A search that mixes AND and OR is refused",
    () => stripe().customers.search({ query: "email:'a@example.com' AND email:'b@example.com' OR name:'c'" }),
    {},
  );
  refused(
    "ruby-mock/customer_examples.rb",
    "A search wants a query",
    () => stripe().rawRequest("GET", "/v1/customers/search"),
    { message: /Missing required param: query\./ },
  );
  refused(
    "ruby-mock/customer_examples.rb",
    "A query that cannot be read is refused",
    () => stripe().customers.search({ query: "asdf" }),
    { message: /We were unable to parse your search query\./ },
  );
  refused(
    "ruby-mock/customer_examples.rb",
    "A search by a field that is not searched is refused",
    () => stripe().customers.search({ query: "foo:'bar'" }),
    { message: /Field `foo` is an unsupported search field for resource `customers`\./ },
  );
});
