// The check itself, on any host: takes a compiled module, opens no file and no connection by itself.

import { instantiate } from "./instance.js";
import { replayed } from "./replay.js";
import { bytesOf, isAsync, sourceOf } from "./sources.js";

export { fetchSource } from "./fetch.js";

/** Thrown for wrong use: an unknown profile, rule or option. Files and requests, however broken, have reports. */
export class PreflightError extends Error {
  name = "PreflightError";
}

/** The instance of the module ended: its state is lost, and a new one is made for the next call. */
class Stopped extends Error {}

const STOPPED = { kind: "io", offset: 0, what: "the reader stopped unexpectedly", obstacle: "failed" };

export class Preflight {
  #module;
  #instance = null;

  /** @param {WebAssembly.Module} module the compiled `seedance_preflight.wasm` */
  constructor(module) {
    this.#module = module;
  }

  /** Judges a file whose bytes are at hand: the report. */
  check(source, options = {}) {
    return JSON.parse(this.checkToJson(source, options));
  }

  /** The same as the text of the JSON object, in which whole numbers above 2^53 are exact. */
  checkToJson(source, options = {}) {
    return this.#checked(sourceOf(source), checkCall(source, options));
  }

  /** The same as text for people: plain, or with the colours of a terminal. */
  checkToText(source, options = {}) {
    return this.#checked(sourceOf(source), { ...checkCall(source, options), text: style(options) });
  }

  /** Judges a file of any source: also a Blob outside a worker, and what `fetchSource` opens. */
  async checkAsync(source, options = {}) {
    return JSON.parse(await this.checkToJsonAsync(source, options));
  }

  async checkToJsonAsync(source, options = {}) {
    const call = checkCall(source, options);
    if (!isAsync(source)) return this.#checked(sourceOf(source), call);
    const attempt = (held) => this.#checked(held, call);
    return replayed(source, attempt, (fault) => this.#call({ ...call, fault }));
  }

  /** Measures a file: its facts, judged by nothing. */
  probe(source, options = {}) {
    const opened = sourceOf(source);
    const call = { call: "probe", name: nameOf(source, options), length: opened.length };
    try {
      return JSON.parse(this.#call(call, opened)).facts;
    } catch (error) {
      if (!(error instanceof Stopped)) throw error;
      return { format: "unknown", kind: "other", faults: [STOPPED] };
    }
  }

  /** Judges facts that were measured before. */
  checkFacts(facts, options = {}) {
    return JSON.parse(this.checkFactsToJson(facts, options));
  }

  checkFactsToJson(facts, options = {}) {
    return this.#call({ ...checkCall(null, options), facts });
  }

  checkFactsToText(facts, options = {}) {
    return this.#call({ ...checkCall(null, options), facts, text: style(options) });
  }

  /** Reports a file that the host could not read. */
  checkUnread(fault, options = {}) {
    return JSON.parse(this.checkUnreadToJson(fault, options));
  }

  checkUnreadToJson(fault, options = {}) {
    return this.#call(unreadCall(fault, options));
  }

  checkUnreadToText(fault, options = {}) {
    return this.#call({ ...unreadCall(fault, options), text: style(options) });
  }

  /** Judges a request, given as an object or as the text of its JSON, with what is known of its media. */
  checkRequest(request, assets = [], options = {}) {
    return JSON.parse(this.#call(requestCall(request, assets, options)));
  }

  /** The same as text for people. */
  checkRequestToText(request, assets = [], options = {}) {
    return this.#call({ ...requestCall(request, assets, options), text: style(options) });
  }

  /** The request with the edits that make it acceptable: `{body, edits, verdict}`. */
  editRequest(request, assets = [], options = {}) {
    const { name: _, ...call } = requestCall(request, assets, options);
    return JSON.parse(this.#call({ ...call, call: "edit_request" }));
  }

  /** Line and column, from 1, of the values that JSON pointers name in a request, or of the nearest that is there. */
  locate(request, pointers) {
    return JSON.parse(this.#call({ call: "locate", request, pointers }));
  }

  /** Converts the body of another API, or of this one with other keys: `{body, edits}`. */
  convertRequest(request, options = {}) {
    return JSON.parse(this.#call({ call: "convert", request: textOf(request), ...pick(options, "profile", "language") }));
  }

  /** How a file becomes acceptable, by its facts and the user's choices; `null` if nothing is to be done or can be. */
  fix(facts, options = {}) {
    const { fit, mostCroppedPercent, keep, extend, quality, reencode } = options.choices ?? {};
    const choices = { fit, most_cropped_percent: mostCroppedPercent, keep, extend, quality, reencode };
    const { name = "file", as, output } = options;
    return JSON.parse(this.#call({ call: "fix", name, facts, expected_kind: as, output, choices, options: policy(options) }));
  }

  /** A command as one line for a shell: `posix` or `powershell`. */
  quote(command, shell = "posix") {
    return this.#call({ call: "quote", command, shell });
  }

  /** Size of the generated video: `{ratio, quality, width, height, source}`. */
  outputSize(ratio, quality, options = {}) {
    return JSON.parse(this.#call({ call: "size", ratio, quality, ...pick(options, "profile") }));
  }

  /** What a rule means under a profile. */
  explain(rule, options = {}) {
    return JSON.parse(this.#call({ call: "explain", rule, ...pick(options, "profile", "language") }));
  }

  /** What a refusal of the service means; with the refused request, also where. */
  explainUpstream(message, options = {}) {
    const request = options.request === undefined ? undefined : textOf(options.request);
    return JSON.parse(this.#call({ call: "explain_upstream", message, request, ...pick(options, "language") }));
  }

  /** All rules. */
  rules(options = {}) {
    return JSON.parse(this.#call({ call: "rules", ...pick(options, "language") }));
  }

  /** Names and summaries of the built-in profiles. */
  profiles(options = {}) {
    return JSON.parse(this.#call({ call: "profiles", ...pick(options, "language") }));
  }

  /** All limits of a profile. */
  profile(name) {
    return JSON.parse(this.#call({ call: "profiles", name }));
  }

  /** The lines that the program prints below several reports. */
  totals({ accepted, undecided, refused, isPartial = false, denyWarnings = false, language }) {
    const flags = { is_partial: isPartial, deny_warnings: denyWarnings };
    return this.#call({ call: "totals", accepted, undecided, refused, ...flags, language });
  }

  /** A text that the library made in English and passes on as data, such as the cause of a fault, in a language. */
  translate(text, language) {
    return this.#call({ call: "translate", text, language });
  }

  /** A report, even if the instance ends while it reads the source. */
  #checked(source, call) {
    try {
      return this.#call({ length: source.length, ...call }, source);
    } catch (error) {
      if (!(error instanceof Stopped)) throw error;
      return this.#call({ ...call, fault: STOPPED });
    }
  }

  #call({ call, ...its }, source) {
    const text = `${call}\n${JSON.stringify(its)}`;
    this.#instance ??= instantiate(this.#module);
    let answer;
    try {
      answer = this.#instance.call(text, source);
    } catch (error) {
      // After a trap nothing in its memory can be trusted.
      this.#instance = null;
      throw new Stopped(String(error), { cause: error });
    }
    if (answer.failed) throw new PreflightError(answer.text);
    return answer.text;
  }
}

const checkCall = (source, options) => ({
  call: "check",
  name: nameOf(source, options),
  expected_kind: options.as,
  is_fetched: options.fetched ?? source?.fetched ?? false,
  options: policy(options),
});

const unreadCall = (fault, options) => ({ ...checkCall(null, options), fault: { kind: "io", offset: 0, ...fault } });
const style = ({ colour }) => (colour ? "ansi" : "plain");

const requestCall = (request, assets, options) => ({
  call: "check_request",
  request: textOf(request),
  name: options.name ?? "",
  assets: assets.map(({ url, facts, name, isPlaceholder, isFetched, content }) => ({
    url,
    facts,
    name,
    is_placeholder: isPlaceholder,
    is_fetched: isFetched,
    content: content && [...bytesOf(content)],
  })),
  options: policy(options),
});

const policy = ({ profile, tolerance, denyWarnings, select, ignore, language }) => ({
  profile,
  tolerance,
  deny_warnings: denyWarnings,
  select,
  ignore,
  language,
});

const pick = (options, ...names) => Object.fromEntries(names.map((name) => [name, options[name]]));
const nameOf = (source, options) => options.name ?? source?.name ?? "";
const textOf = (request) => (typeof request === "string" ? request : JSON.stringify(request));
