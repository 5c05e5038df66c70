import type { Preflight } from "./core.js";

export * from "./core.js";

/** Takes the module that was deployed with the worker, or another compiled one. */
export function load(module?: WebAssembly.Module | Promise<WebAssembly.Module>): Promise<Preflight>;
