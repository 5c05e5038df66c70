import type { Explanation, Facts, Fault, FileReport, Fix, Profile, Request, RequestReport } from "./schemas.js";

export type * from "./schemas.js";

export type Language = "en" | "zh";
export type Kind = "image" | "video" | "audio";
export type Bytes = ArrayBuffer | ArrayBufferView;

/** By which limits files and requests are judged; what is left out is as the program has it. */
export interface Policy {
  /** A built-in profile; for a request also `auto`: the one that has its model. */
  profile?: string;
  /** With `observed`, what the documentation refuses and the live service has accepted is a warning. */
  tolerance?: "documented" | "observed";
  /** Warnings refuse too. */
  denyWarnings?: boolean;
  /** Only these rules or families apply. */
  select?: string[];
  /** These rules or families do not apply. */
  ignore?: string[];
  /** Of the sentences in the result. */
  language?: Language;
}

export interface CheckOptions extends Policy {
  /** The file's name: reports show it, and its extension is compared with the content. */
  name?: string;
  /** The kind of media that is expected. */
  as?: Kind;
  /** Whether the name is the URL from which the bytes come. */
  fetched?: boolean;
}

export interface TextOptions extends CheckOptions {
  /** With the colours of a terminal. */
  colour?: boolean;
}

/** A source that is read at once. */
export interface SyncSource {
  name?: string;
  /** In bytes; left out if it is not known. */
  length?: number;
  /** Up to `length` bytes from `offset` on; none at the end. */
  read(offset: number, length: number): Bytes;
}

/** A source whose bytes are waited for. */
export interface AsyncSource {
  name?: string;
  length?: number;
  /** Called first: the length, where only opening shows it. */
  open?(): Promise<number | undefined>;
  /** All `length` bytes from `offset` on; fewer only at the end. */
  read(offset: number, length: number): Bytes | Promise<Bytes>;
  /** Whether the name is the URL from which the bytes come. */
  fetched?: boolean;
  /** Whether reading costs a request: bytes that only confirm the end of the file are not read then. */
  remote?: boolean;
}

/** What is known of the media at one URL of a request. */
export interface AssetFacts {
  /** As the request writes it. */
  url: string;
  facts: Facts;
  /** The name of the file. */
  name?: string;
  /** Whether the "URL" is only a placeholder until the file is uploaded. */
  isPlaceholder?: boolean;
  /** Whether the facts were fetched from the URL. */
  isFetched?: boolean;
  /** A hash of the content, 32 bytes, by which the same content at two URLs is noticed. */
  content?: Bytes;
}

/** What a user may choose about a fix. */
export interface FixChoices {
  /** How a picture of another shape is brought into the range of ratios. */
  fit?: "crop" | "pad";
  /** The greatest part of the picture that a crop may remove; beyond it the picture is padded. */
  mostCroppedPercent?: number;
  /** Which part of a recording that is too long is kept. */
  keep?: "start" | "middle" | "end";
  /** How a recording that is too short is extended. */
  extend?: "hold" | "slow" | "loop";
  quality?: "small" | "standard" | "high";
  /** Whether streams that need no change are encoded too. */
  reencode?: boolean;
}

export interface Rule {
  id: string;
  severity: "error" | "warning" | "note";
  summary: string;
  explanation: string;
  source: unknown;
}

/** What a refusal of the service means. */
export interface Refusal {
  class: string;
  rule: string | null;
  or_rule: string | null;
  /** JSON pointer into the refused request. */
  pointer: string | null;
  direction: "low" | "high" | "both" | null;
  /** Whether sending the same again may succeed. */
  again: "yes" | "later" | "no" | null;
  help: string;
  summary?: string;
  quantity?: string;
  content_index?: number;
  bound?: unknown;
  unit?: string;
  model?: string;
  mode?: string;
}

/** Thrown for wrong use: an unknown profile, rule or option. Files and requests, however broken, have reports. */
export class PreflightError extends Error {}

/** The check. One module serves any number of files; if its instance ends, it is replaced, and the file is undecided. */
export class Preflight {
  constructor(module: WebAssembly.Module);
  /** Judges a file whose bytes are at hand. A Blob only in a worker. */
  check(source: Bytes | Blob | SyncSource, options?: CheckOptions): FileReport;
  /** The same as the text of the JSON object, in which whole numbers above 2^53 are exact. */
  checkToJson(source: Bytes | Blob | SyncSource, options?: CheckOptions): string;
  /** The same as text for people. */
  checkToText(source: Bytes | Blob | SyncSource, options?: TextOptions): string;
  /** Judges a file of any source: also a Blob outside a worker, and what `fetchSource` opens. */
  checkAsync(source: Bytes | Blob | SyncSource | AsyncSource, options?: CheckOptions): Promise<FileReport>;
  checkToJsonAsync(source: Bytes | Blob | SyncSource | AsyncSource, options?: CheckOptions): Promise<string>;
  /** Measures a file: its facts, judged by nothing. */
  probe(source: Bytes | Blob | SyncSource, options?: { name?: string }): Facts;
  /** Judges facts that were measured before. */
  checkFacts(facts: Facts, options?: CheckOptions): FileReport;
  checkFactsToJson(facts: Facts, options?: CheckOptions): string;
  checkFactsToText(facts: Facts, options?: TextOptions): string;
  /** Reports a file that the host could not read. */
  checkUnread(fault: Pick<Fault, "what"> & Partial<Fault>, options?: CheckOptions): FileReport;
  checkUnreadToJson(fault: Pick<Fault, "what"> & Partial<Fault>, options?: CheckOptions): string;
  checkUnreadToText(fault: Pick<Fault, "what"> & Partial<Fault>, options?: TextOptions): string;
  /** Judges a request, given as an object or as the text of its JSON, with what is known of its media. */
  checkRequest(request: Request | object | string, assets?: AssetFacts[], options?: CheckOptions): RequestReport;
  checkRequestToText(request: Request | object | string, assets?: AssetFacts[], options?: TextOptions): string;
  /** The request with the edits that make it acceptable, and the verdict on it with its media fixed. */
  editRequest(
    request: Request | object | string,
    assets?: AssetFacts[],
    options?: Policy,
  ): { body: string; edits: { message: string; certain: boolean }[]; verdict: FileReport["verdict"] };
  /** Line and column, from 1, of the values that JSON pointers name in a request, or of the nearest that is there. */
  locate(request: string, pointers: string[]): ({ line: number; column: number } | null)[];
  /** Converts the body of another API, or of this one with other keys. */
  convertRequest(
    request: object | string,
    options?: { profile?: string; language?: Language },
  ): { body: string; edits: { message: string; certain: boolean }[] };
  /** How a file becomes acceptable; `null` if nothing is to be done or can be. */
  fix(
    facts: Facts,
    options?: Policy & { name?: string; as?: Kind; output?: string; choices?: FixChoices },
  ): Fix | null;
  /** A command as one line for a shell. */
  quote(command: string[], shell?: "posix" | "powershell"): string;
  /** Size of the generated video. */
  outputSize(
    ratio: string,
    quality: string,
    options?: { profile?: string },
  ): { ratio: string; quality: string; width: number; height: number; source: string };
  /** What a rule means under a profile. */
  explain(rule: string, options?: { profile?: string; language?: Language }): Explanation;
  /** What a refusal of the service means; with the refused request, also where. */
  explainUpstream(message: string, options?: { request?: object | string; language?: Language }): Refusal;
  rules(options?: { language?: Language }): Rule[];
  profiles(options?: { language?: Language }): { name: string; summary: string }[];
  profile(name: string): Profile;
  /** The lines that the program prints below several reports. */
  totals(counts: {
    accepted: number;
    undecided: number;
    refused: number;
    isPartial?: boolean;
    denyWarnings?: boolean;
    language?: Language;
  }): string;
  /** A text that the library made in English and passes on as data, in a language. */
  translate(text: string, language: Language): string;
}

/** The file at a URL as a source for `checkAsync`, by range requests. What cannot be fetched is undecided. */
export function fetchSource(
  url: string | URL,
  options?: { fetch?: typeof globalThis.fetch; init?: RequestInit },
): AsyncSource;
