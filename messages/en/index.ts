import region from "./region.json";
import shell from "./shell.json";

/** Everything the product says, a file for each part of it. The other languages say the same, key by key. */
export const en = { region, shell };
