import type { Sandbox } from "../sandbox.js";
import type { Notice } from "../types.js";

/** Whether this was announced already; a notice is given once per object and moment. */
export function isNoticed(sandbox: Sandbox, kind: string, about: Notice["about"], moment: number): boolean {
  return sandbox.store.find("_notice", noticeId(kind, about, moment)) !== undefined;
}

export function takeNotice(sandbox: Sandbox, kind: string, about: Notice["about"], moment: number): void {
  sandbox.store.put<"_notice">({ id: noticeId(kind, about, moment), object: "_notice", about });
}

function noticeId(kind: string, about: Notice["about"], moment: number): string {
  return `${kind}:${about.id}:${moment}`;
}
