// A web server of the files that a bundler made.

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";

const TYPES = { ".html": "text/html", ".js": "text/javascript", ".wasm": "application/wasm" };

/** Serves a folder on a free port of this machine. */
export const serve = (folder) =>
  createServer(({ url }, response) => {
    const path = url === "/" ? "/index.html" : url;
    response.setHeader("content-type", TYPES[extname(path)] ?? "text/plain");
    response.end(extname(path) in TYPES ? readFileSync(join(folder, path)) : "");
  }).listen(0, "127.0.0.1");
