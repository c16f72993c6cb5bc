/**
 * Where menus and tooltips are put: into the main landmark, so that nothing stands outside of all landmarks.
 * While a modal dialog is open the page behind it is hidden from assistive technology; then it is the body.
 */
export function portalTarget(): Element | undefined {
  if (typeof document === "undefined" || document.querySelector("[role$=dialog][data-state=open]"))
    return undefined;
  return document.querySelector("main") ?? undefined;
}
