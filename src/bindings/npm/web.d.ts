import type { Bytes, Preflight } from "./core.js";

export * from "./core.js";

/** Compiles the module: the file beside this one, unless the module, its bytes or a response is given. */
export function load(
  module?: WebAssembly.Module | Bytes | Response | Promise<WebAssembly.Module | Bytes | Response>,
): Promise<Preflight>;
