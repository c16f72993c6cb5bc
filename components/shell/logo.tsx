import { cn } from "@/lib/platform/cn";
import { productName } from "@/lib/platform/product";

/** The mark: a T of five separate rooms. */
export function LogoMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden className={cn("size-6 fill-brand", className)}>
      <rect x="1.5" y="1.5" width="6" height="6" rx="1.6" />
      <rect x="9" y="1.5" width="6" height="6" rx="1.6" />
      <rect x="16.5" y="1.5" width="6" height="6" rx="1.6" />
      <rect x="9" y="9" width="6" height="6" rx="1.6" />
      <rect x="9" y="16.5" width="6" height="6" rx="1.6" />
    </svg>
  );
}

/** The mark and the name. */
export function Logo({ className }: { className?: string }) {
  return (
    <span
      className={cn("inline-flex items-center gap-2 font-semibold text-base tracking-[-0.02em]", className)}
    >
      <LogoMark className="size-5" />
      {productName}
    </span>
  );
}
