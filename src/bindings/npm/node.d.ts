import { Preflight as Core } from "./core.js";
import type { Bytes, CheckOptions, FileReport, TextOptions } from "./core.js";

export type * from "./core.js";
export { PreflightError, fetchSource } from "./core.js";

export class Preflight extends Core {
  /** Judges the file at `path`. A file that cannot be read is undecided. */
  checkFile(path: string | URL, options?: CheckOptions): FileReport;
  /** The same as the text of the JSON object. */
  checkFileToJson(path: string | URL, options?: CheckOptions): string;
  /** The same as text for people. */
  checkFileToText(path: string | URL, options?: TextOptions): string;
}

/** Why a file could not be opened, as reports say it. */
export function faultOf(error: unknown): { what: string; obstacle: string };

/** Compiles the module: the file beside this one, unless the module or its bytes are given. */
export function load(module?: WebAssembly.Module | Bytes | Promise<WebAssembly.Module | Bytes>): Promise<Preflight>;
