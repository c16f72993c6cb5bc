import type { ComponentProps } from "react";

/**
 * The button of a row's menu: plain until somebody wants the menu, then its trigger. It stands 25 times on a page, so it
 * is an element and not our Button: that one cost the server as much as all the rest of the list.
 */
export function MenuButton({ label, ...props }: { label: string } & ComponentProps<"button">) {
  return (
    <button type="button" aria-haspopup="menu" aria-label={label} {...props}>
      <svg aria-hidden width="16" height="16" stroke="currentColor" strokeWidth="2.6" strokeLinecap="round">
        <path d="M3 8h0M8 8h0M13 8h0" />
      </svg>
    </button>
  );
}
