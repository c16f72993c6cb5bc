import type { en } from "../en";
import region from "./region.json";
import shell from "./shell.json";

export const de: typeof en = { region, shell };
