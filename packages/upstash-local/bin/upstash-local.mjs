#!/usr/bin/env node
import { existsSync } from "node:fs";

// A checkout holds the source, which tsx reads as it is. A package from the registry holds what was built of it.
if (existsSync(new URL("../src/main.ts", import.meta.url))) {
  await import("tsx");
  await import("../src/main.ts");
} else await import("../dist/main.js");
