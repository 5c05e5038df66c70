#!/usr/bin/env node
// `seedance-preflight check FILE…`: the program's command, with its output and exit codes.

import { readFileSync, readSync, statSync } from "node:fs";
import process from "node:process";
import { parseArgs } from "node:util";

import { PreflightError, faultOf, load } from "./node.js";

const HELP = `Check whether files will be accepted by the Seedance 2.0 API, and why not

Usage: seedance-preflight check [OPTIONS] FILE…

Options:
      --format KIND        text, json or jsonl [default: text]
      --as KIND            image, video or audio: the kind of media to expect [default: any]
      --profile NAME       limits to check against [default: seedance-2.0]
      --tolerance KIND     documented, or observed: what the live service has accepted is a warning
      --deny-warnings      refuse for warnings too
      --select RULES       apply only these rules or families, separated by commas
      --ignore RULES       do not apply these rules or families, separated by commas
      --no-fail            report only: exit with 0 whatever the verdict
  -q, --quiet              print no summary
      --lang LANGUAGE      en or zh [default: that of the environment]
  -h, --help               print this help
  -V, --version            print the version

Exit codes: 0 accepted, 1 refused, 2 wrong usage or an error, 3 nothing to check, 4 undecided

This is the program's \`check\` on WebAssembly. The program itself also fixes, audits folders, and fetches URLs.
`;

const EXIT = { accepted: 0, refused: 1, failed: 2, nothing: 3, undecided: 4 };

const OPTIONS = {
  format: { type: "string", default: "text" },
  as: { type: "string" },
  profile: { type: "string" },
  tolerance: { type: "string" },
  "deny-warnings": { type: "boolean" },
  select: { type: "string", multiple: true },
  ignore: { type: "string", multiple: true },
  "no-fail": { type: "boolean" },
  quiet: { type: "boolean", short: "q" },
  lang: { type: "string" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean", short: "V" },
};

/** Wrong usage. */
class UsageError extends Error {}

const main = async () => {
  const { values, positionals } = arguments_();
  if (values.help) return print(HELP, EXIT.accepted);
  if (values.version) {
    const { name, version } = JSON.parse(readFileSync(new URL("./package.json", import.meta.url)));
    return print(`${name} ${version}\n`, EXIT.accepted);
  }
  const [command, ...files] = positionals;
  if (command !== "check") {
    throw new UsageError(command ? `unknown command '${command}'; this package has only 'check'` : "expected a command: check");
  }
  const { people, data } = languages(values.lang);
  const preflight = await load();
  if (files.length === 0) {
    const none = { accepted: 0, refused: 0, undecided: 0 };
    report(preflight.totals({ ...none, language: people }).trimEnd());
    return EXIT.nothing;
  }
  return check(preflight, files, values, people, data);
};

const check = (preflight, files, values, people, data) => {
  const { format } = values;
  const rules = (lists) => lists?.flatMap((list) => list.split(","));
  const [select, ignore] = [rules(values.select), rules(values.ignore)];
  const options = {
    as: values.as,
    profile: values.profile,
    tolerance: values.tolerance,
    denyWarnings: values["deny-warnings"],
    select,
    ignore,
    colour: Boolean(process.stdout.isTTY) && !process.env.NO_COLOR,
    language: format === "text" ? people : data,
  };
  const counts = { accepted: 0, refused: 0, undecided: 0 };
  let isMissing = false;
  let isFirst = true;
  for (const path of files) {
    const error = missing(path);
    if (error) {
      const what = notFetched(path) ?? faultOf(error).what;
      report(`${JSON.stringify(path)}: ${preflight.translate(what, people)}`);
      isMissing = true;
    }
    const json = judged(preflight, path, options, "Json");
    const text = format === "text" ? judged(preflight, path, options, "Text") : json;
    counts[JSON.parse(json).verdict] += 1;
    if (format === "json") process.stdout.write(isFirst ? "[\n" : ",\n");
    process.stdout.write(format === "jsonl" ? `${text}\n` : text);
    isFirst = false;
  }
  if (format === "json") process.stdout.write("\n]\n");
  if (format === "text" && !values.quiet) {
    const isPartial = Boolean(select || ignore);
    process.stdout.write(preflight.totals({ ...counts, isPartial, denyWarnings: options.denyWarnings, language: people }));
  }
  if (isMissing) return EXIT.failed;
  if (values["no-fail"]) return EXIT.accepted;
  return EXIT[counts.refused ? "refused" : counts.undecided ? "undecided" : "accepted"];
};

/** The report on one file, as text for people or as JSON. */
const judged = (preflight, path, options, form) => {
  const named = { ...options, name: path };
  if (path === "-") return judgedInput(preflight, named, form);
  const what = missing(path) && notFetched(path);
  if (what) return preflight[`checkUnreadTo${form}`]({ what, obstacle: "other-scheme" }, named);
  return preflight[`checkFileTo${form}`](path, named);
};

/** What to say of a path that is a URL; null of others. */
const notFetched = (path) => {
  // One letter is a drive of Windows.
  const scheme = path.match(/^([a-z0-9+.-]{2,}):\/\//i)?.[1];
  return scheme ? `${scheme}:// URLs are not fetched` : null;
};

/** Why nothing is at `path`, which is wrong usage. */
const missing = (path) => {
  if (path === "-") return null;
  try {
    statSync(path);
    return null;
  } catch (error) {
    return ["ENOENT", "ENOTDIR"].includes(error.code) ? error : null;
  }
};

/** Bytes that are read of standard input: more than any limit of the service. */
const MOST_READ = 256 * 2 ** 20;
/** Milliseconds between two looks at a pipe. */
const PAUSE = 5;

const judgedInput = (preflight, named, form) => {
  const bytes = standardInput();
  if (bytes.length <= MOST_READ) return preflight[`checkTo${form}`](bytes, named);
  // The rest was not read, so what is missing here may well be in the file. Its size decides.
  const { truncated: _, declared_bytes: __, body: ___, ...facts } = preflight.probe(bytes);
  const fault = { kind: "budget", offset: MOST_READ, what: "standard input was not read to its end" };
  return preflight[`checkFactsTo${form}`]({ ...facts, faults: [fault] }, named);
};

/** Standard input, read once, up to the first byte that is too many. */
const standardInput = () => {
  standardInput.bytes ??= Buffer.concat([...partsOf(0, MOST_READ + 1)]);
  return standardInput.bytes;
};

function* partsOf(descriptor, most) {
  const part = Buffer.alloc(1 << 20);
  for (let left = most; left > 0; ) {
    const count = readInto(descriptor, part, Math.min(left, part.length));
    if (count === 0) return;
    // A copy: a pipe fills a small part of the buffer at a time.
    yield Buffer.from(part.subarray(0, count));
    left -= count;
  }
}

/** Reads at most `most` bytes, and waits for a pipe that has none yet: the import of `node:process` makes it non-blocking. */
const readInto = (descriptor, part, most) => {
  for (;;) {
    try {
      return readSync(descriptor, part, 0, most);
    } catch (error) {
      if (error.code !== "EAGAIN") throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE);
    }
  }
};

/** The language of people, and of sentences in data: the option, the variable, the locale. */
const languages = (asked) => {
  const primary = (tag) => tag?.split(/[-_.@]/)[0].toLowerCase();
  const known = (tag) => ({ zh: "zh", chinese: "zh", en: "en", english: "en", c: "en", posix: "en" })[primary(tag)];
  if (asked !== undefined && !["en", "zh", "zh-CN", "zh_CN", "zh-Hans"].includes(asked)) {
    throw new UsageError(`invalid value '${asked}' for '--lang': expected en or zh`);
  }
  const { SEEDANCE_PREFLIGHT_LANG: variable, LC_ALL, LC_MESSAGES, LANG } = process.env;
  const language = known(asked);
  return { people: language ?? known(variable) ?? known(LC_ALL || LC_MESSAGES || LANG) ?? "en", data: language ?? "en" };
};

const arguments_ = () => {
  let parsed;
  try {
    parsed = parseArgs({ options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error.message, { cause: error });
  }
  const oneOf = (name, ...known) => {
    const value = parsed.values[name];
    if (value !== undefined && !known.includes(value)) {
      throw new UsageError(`invalid value '${value}' for '--${name}': expected ${known.join(", ")}`);
    }
  };
  oneOf("format", "text", "json", "jsonl");
  oneOf("as", "image", "video", "audio");
  oneOf("tolerance", "documented", "observed");
  return parsed;
};

const print = (text, exit) => {
  process.stdout.write(text);
  return exit;
};

const report = (message) => process.stderr.write(`seedance-preflight: ${message}\n`);

// Without its output a verdict says nothing. A reader that closed it, as `head` does, needs no message.
process.stdout.on("error", (error) => {
  if (error.code !== "EPIPE") report(error.message);
  process.exit(EXIT.failed);
});

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof UsageError || error instanceof PreflightError)) throw error;
  report(error.message);
  process.exitCode = EXIT.failed;
}
