import { Link } from "@/components/ui/link";
import { type Currency, currencies, currencyNames } from "@/lib/entitlements/currencies";

type CurrencyLinksProps = {
  current: Currency;
  hrefFor: (currency: Currency) => string;
};

/** Links rather than a switch: the choice has an address and needs no script. */
export function CurrencyLinks({ current, hrefFor }: CurrencyLinksProps) {
  return (
    <nav aria-label="Currency" className="inline-flex w-fit rounded-md border bg-card p-0.5 shadow-xs">
      {currencies.map((currency) => (
        <Link
          key={currency}
          href={hrefFor(currency)}
          replace
          scroll={false}
          aria-current={currency === current || undefined}
          className="inline-flex h-8 items-center rounded-sm px-3 font-medium text-[0.8125rem] text-muted-foreground hover:text-foreground aria-current:bg-primary aria-current:text-primary-foreground touch:h-11"
        >
          {currency.toUpperCase()}
          <span className="sr-only">, {currencyNames[currency]}</span>
        </Link>
      ))}
    </nav>
  );
}
