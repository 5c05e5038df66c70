import type { Preflight } from "./core.js";

export * from "./core.js";

/** Takes the compiled module. */
export function load(module: WebAssembly.Module | Promise<WebAssembly.Module>): Promise<Preflight>;
