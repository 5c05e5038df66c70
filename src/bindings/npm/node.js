// Node, Bun and Deno: the same, and files by their paths.

import { closeSync, fstatSync, openSync, readFileSync, readSync, statSync } from "node:fs";

import { Preflight as Core } from "./core.js";
import { isModule } from "./instance.js";

export { PreflightError, fetchSource } from "./core.js";

/** Compiles the module: the file beside this one by default. */
export const load = async (module) => new Preflight(await compiled(await module));

const compiled = (module) =>
  isModule(module)
    ? module
    : WebAssembly.compile(module ?? readFileSync(new URL("./seedance_preflight.wasm", import.meta.url)));

export class Preflight extends Core {
  /** Judges the file at `path`: the report. A file that cannot be read is undecided. */
  checkFile(path, options = {}) {
    return JSON.parse(this.checkFileToJson(path, options));
  }

  /** The same as the text of the JSON object. */
  checkFileToJson(path, options = {}) {
    return this.#checkFile(path, options, "Json");
  }

  /** The same as text for people. */
  checkFileToText(path, options = {}) {
    return this.#checkFile(path, options, "Text");
  }

  #checkFile(path, options, form) {
    const named = { name: String(path), ...options };
    let file;
    try {
      file = open(path);
    } catch (error) {
      return this[`checkUnreadTo${form}`](faultOf(error), named);
    }
    try {
      return this[`checkTo${form}`](file, named);
    } finally {
      closeSync(file.descriptor);
    }
  }
}

/** Opens a regular file: opening a FIFO would wait for its writer, and reading a device might not end. */
const open = (path) => {
  const kind = statSync(path);
  if (kind.isDirectory()) throw new Unfit("is a directory", "directory");
  if (!kind.isFile()) throw new Unfit("is not a regular file", "not-regular");
  const descriptor = openSync(path, "r");
  const readInto = (target, offset) => readSync(descriptor, target, 0, target.length, offset);
  return { descriptor, length: fstatSync(descriptor).size, readInto };
};

class Unfit extends Error {
  constructor(what, obstacle) {
    super(what);
    this.obstacle = obstacle;
  }
}

/** What the system's own messages say, by the names of errors. */
const MESSAGES = {
  ENOENT: "No such file or directory",
  ENOTDIR: "Not a directory",
  EACCES: "Permission denied",
  EPERM: "Operation not permitted",
  ELOOP: "Too many levels of symbolic links",
  ENAMETOOLONG: "File name too long",
  EMFILE: "Too many open files",
};
const OBSTACLES = { ENOENT: "not-found", ENOTDIR: "not-found", EACCES: "denied", EPERM: "denied" };

/** Why a file could not be opened, as reports say it. */
export const faultOf = (error) => {
  if (error instanceof Unfit) return { what: error.message, obstacle: error.obstacle };
  const message = MESSAGES[error.code];
  const what = message && error.errno ? `${message} (os error ${Math.abs(error.errno)})` : error.message;
  return { what, obstacle: OBSTACLES[error.code] ?? "failed" };
};
