import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { controlClasses } from "@/components/ui/input";
import { cn } from "@/lib/platform/cn";

type NativeSelectProps = Omit<ComponentProps<"select">, "size"> & { size?: "sm" | "default" };

/** The browser's own select, dressed: right on every phone, needs no JavaScript. Children are `<option>`s. */
export function NativeSelect({ className, size = "default", ...props }: NativeSelectProps) {
  return (
    <span data-slot="native-select-wrapper" className="relative block">
      <select
        data-slot="native-select"
        data-size={size}
        className={cn(
          controlClasses,
          "h-9 appearance-none truncate py-1 ps-3 pe-9 data-[size=sm]:h-8 touch:h-11",
          className,
        )}
        {...props}
      />
      <ChevronDown
        aria-hidden
        className="-translate-y-1/2 pointer-events-none absolute end-3 top-1/2 size-4 text-muted-foreground"
      />
    </span>
  );
}

export function NativeSelectOption(props: ComponentProps<"option">) {
  return <option data-slot="native-select-option" {...props} />;
}

export function NativeSelectOptGroup(props: ComponentProps<"optgroup">) {
  return <optgroup data-slot="native-select-optgroup" {...props} />;
}
