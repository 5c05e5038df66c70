// Browsers, workers and bundlers.

import { Preflight } from "./core.js";
import { isModule } from "./instance.js";

export { Preflight, PreflightError, fetchSource } from "./core.js";

/**
 * Compiles the module.
 *
 * @param module the compiled module, its bytes, or a response that has them; the file beside this one by default
 */
export const load = async (module = fetch(new URL("./seedance_preflight.wasm", import.meta.url))) =>
  new Preflight(await compiled(await module));

const compiled = (module) => {
  if (isModule(module)) return module;
  // Bytes are compiled whatever type the server says they have.
  return typeof module.arrayBuffer === "function" ? module.arrayBuffer().then(WebAssembly.compile) : WebAssembly.compile(module);
};
