// Edge runtimes: they do not let a program compile modules, and each has its own way to deploy one.

import { Preflight } from "./core.js";

export { Preflight, PreflightError, fetchSource } from "./core.js";

/** Takes the compiled module. */
export const load = async (module) => {
  if (module === undefined) throw new TypeError("expected the compiled module: an edge runtime cannot compile it");
  return new Preflight(await module);
};
