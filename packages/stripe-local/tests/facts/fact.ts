import { expect, test } from "vitest";

/** Where facts come from. A source such as `cashier/CustomerTest.php` is a file in the folder named here. */
export const SOURCES: Record<string, { what: string; where: string }> = {
  cashier: {
    what: "tests that run against Stripe",
    where: "github.com/laravel/cashier-stripe, tests/Feature",
  },
  paper_tiger: {
    what: "contract tests that run against Stripe as well",
    where: "github.com/EnaiaInc/paper_tiger, test/paper_tiger",
  },
  pay: { what: "answers of Stripe, recorded", where: "github.com/pay-rails/pay, test/vcr_cassettes" },
  "ruby-mock": {
    what: "examples marked to run against Stripe as well",
    where: "github.com/stripe-ruby-mock/stripe-ruby-mock, spec/shared_stripe_examples",
  },
  issue: { what: "what somebody was told by Stripe", where: "github.com" },
  docs: { what: "Stripe's documentation", where: "docs.stripe.com" },
  "d.ts": { what: "the declarations of the SDK", where: "stripe@23.1.0" },
};

/** Something others assert of Stripe, as a test of ours. `FACTS.md` lists them all. */
export function fact(_source: string, sentence: string, run: () => Promise<void>): void {
  test(sentence, run);
}

export interface Refusal {
  status?: number;
  type?: string;
  code?: string;
  decline_code?: string;
  param?: string;
  message?: string | RegExp;
}

/** A call that Stripe refuses, with what it says. */
export function refused(
  source: string,
  sentence: string,
  call: () => Promise<unknown>,
  { status = 400, type = "invalid_request_error", message = /./, ...said }: Refusal,
): void {
  fact(source, sentence, async () => {
    const refusal = await call().then(
      () => ({ answered: "without a refusal" }),
      (error: object) => error,
    );
    expect(refusal).toMatchObject({
      statusCode: status,
      rawType: type,
      message: typeof message === "string" ? message : expect.stringMatching(message),
      ...said,
    });
  });
}
