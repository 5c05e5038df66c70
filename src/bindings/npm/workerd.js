// Cloudflare Workers: modules are compiled when a worker is deployed, and cannot be compiled later.

import compiled from "./seedance_preflight.wasm";

import { Preflight } from "./core.js";

export { Preflight, PreflightError, fetchSource } from "./core.js";

/** Takes the module that was deployed with the worker, or another compiled one. */
export const load = async (module = compiled) => new Preflight(await module);
