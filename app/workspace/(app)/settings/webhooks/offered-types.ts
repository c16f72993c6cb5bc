import { eventSubjects } from "@/lib/describe-event";

/** Everything, or all of one noun; what was refused is never sent. */
export const offeredTypes = [
  "*",
  ...eventSubjects.filter((subject) => subject !== "security").map((subject) => `${subject}.*`),
];
