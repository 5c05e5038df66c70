// Makes the page: one HTML file with its scripts, its worker, its style and the module.
//
//   node src/bindings/web/build.js MODULE.wasm PAGE.html

import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const here = new URL("./", import.meta.url);
/** Colours are those of the page that an audit writes. */
const STYLES = ["../../audit/output/html/theme.css", "page.css"];

/** A module of the page with everything that it imports, as one script: each is a function that returns what it exports. */
const bundle = (entry) => {
  const names = new Map();
  const parts = [];
  const add = (url) => {
    if (names.has(url.href)) return names.get(url.href);
    const exported = [];
    const own = readFileSync(url, "utf8")
      .replace(/^import (\{.*?\}) from "([^"]+)";$/gms, (_, list, path) => `const ${list} = ${add(new URL(path, url))};`)
      .replace(/^export (\{.*?\}) from "([^"]+)";$/gms, (_, list, path) => {
        exported.push(...list.match(/\w+/g));
        return `const ${list} = ${add(new URL(path, url))};`;
      })
      .replace(/^export (const|class|function) (\w+)/gm, (_, kind, name) => {
        exported.push(name);
        return `${kind} ${name}`;
      });
    const name = `module${names.size}`;
    names.set(url.href, name);
    parts.push(`const ${name} = (() => {\n${own}return { ${exported.join(", ")} };\n})();\n`);
    return name;
  };
  add(new URL(entry, here));
  return parts.join("");
};

const strict = (text) => `"use strict";\n(() => {\n${text}})();\n`;
const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

const page = (module) => {
  const script = strict(bundle("main.js"));
  const worker = strict(bundle("worker.js"));
  const style = STYLES.map((path) => readFileSync(new URL(path, here), "utf8")).join("");
  const { version } = JSON.parse(readFileSync(new URL("../npm/package.json", here)));
  if (/<\/script/i.test(script + worker)) throw new Error("a script would end too early");
  const policy = [
    // Nothing is loaded, and nothing can be sent.
    "default-src 'none'",
    `script-src ${hash(script)} 'wasm-unsafe-eval'`,
    "worker-src blob:",
    `style-src ${hash(style)}`,
    "img-src blob:",
    "media-src blob:",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types worker",
  ].join("; ");
  const parts = { policy, style, script, worker, version, module: gzipSync(module, { level: 9 }).toString("base64") };
  return readFileSync(new URL("page.html", here), "utf8").replace(/\{\{(\w+)\}\}/g, (_, name) => parts[name]);
};

const [module, out] = process.argv.slice(2);
const text = page(readFileSync(module));
writeFileSync(out, text);
console.log(`${out}: ${Buffer.byteLength(text)} bytes`);
