// The package as `.ci/wasm` makes it, and the program beside it.

import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const root = new URL("../../../../", import.meta.url);
export const folder = new URL("target/web/npm/", root);

export const { Preflight, PreflightError, fetchSource, load } = await import(new URL("node.js", folder));

export const cli = fileURLToPath(new URL("cli.js", folder));
export const pathOf = (name) => fileURLToPath(new URL(`testdata/${name}`, root));
export const bytesOf = (name) => readFileSync(pathOf(name));

/** The native program, named by `PREFLIGHT_PROGRAM` or built for tests; null if there is none. */
export const program = [process.env.PREFLIGHT_PROGRAM, fileURLToPath(new URL("target/debug/seedance-preflight", root))].find(
  (path) => path && existsSync(path),
) ?? null;
