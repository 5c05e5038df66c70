// Node, Deno and Bun: the work on a file's bytes, and the file by its path.
import { readFileSync } from "node:fs";
import process from "node:process";

import { load } from "seedance-preflight";

import { work } from "./script.js";

const path = process.argv[2];
const preflight = await load();
const bytes = new Uint8Array(readFileSync(path));
const paths = [path, `${path}.missing`, `${path}/inside`, ".", "/dev/null"].map((it) => preflight.checkFile(it));
console.log(JSON.stringify({ bytes: await work(preflight, bytes), paths }));
