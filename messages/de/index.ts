import type { en } from "../en";
import shell from "./shell.json";

export const de: typeof en = { shell };
