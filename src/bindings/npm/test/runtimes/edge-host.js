// The host of an edge runtime.
import { readFileSync } from "node:fs";

import { EdgeVM } from "@edge-runtime/vm";

const runtime = new EdgeVM();
runtime.context.compiled = new WebAssembly.Module(readFileSync("node_modules/seedance-preflight/seedance_preflight.wasm"));
runtime.context.file = new Uint8Array(readFileSync(process.argv[2])).buffer;
console.log(await runtime.evaluate(`${readFileSync("dist/edge.js", "utf8")}; globalThis.answer`));
