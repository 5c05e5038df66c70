// An edge runtime that passes the compiled module and the file in.
import { load } from "seedance-preflight";

import { work } from "./script.js";

globalThis.answer = load(globalThis.compiled).then((preflight) => work(preflight, new Uint8Array(globalThis.file))).then(JSON.stringify);
