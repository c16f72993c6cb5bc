import { monotonicFactory } from "ulid";

const next = monotonicFactory();

/** A sortable id behind its noun's prefix, such as `prj_01k9…`: ULID, lower case, rising within a process. */
export const newId = (prefix: string): string => `${prefix}_${next().toLowerCase()}`;

/** An id as documents show it. */
export const exampleId = (prefix: string): string => `${prefix}_01kb0example00000000000000`;

/** Whether an id is one of ours, and not a vendor's. */
export const isOwnId = (text: string): boolean => /^[a-z]{3}_0[0-9a-z]{25}$/.test(text);
