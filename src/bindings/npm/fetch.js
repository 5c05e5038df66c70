// Media at a URL, by range requests: through the host's own `fetch`, and so by its rules on origins and addresses.

import { SourceError } from "./replay.js";

/** Bytes that are taken of a response without ranges: more than any limit of the service. */
const MOST_WHOLE = 256 * 2 ** 20;

/**
 * The file at `url` as a source for `checkAsync`. Nothing is fetched before it is checked. What cannot be fetched is reported
 * as undecided.
 *
 * @param options `fetch`: in place of the host's own; `init`: passed to it, such as `{signal, credentials}`
 */
export const fetchSource = (url, { fetch = globalThis.fetch, init = {} } = {}) => {
  let tag;
  let whole = null;
  let length;

  const get = async (offset, count) => {
    const headers = new Headers(init.headers);
    headers.set("Range", `bytes=${offset}-${offset + count - 1}`);
    let response;
    try {
      response = await fetch(url, { ...init, headers });
    } catch (error) {
      throw failure("cannot-connect", offset, "no connection could be made, or its server does not allow this origin", error);
    }
    // RFC 9110 §15.5.17: nothing is there, as in an empty file.
    if (response.status === 416 && offset === 0) return { bytes: new Uint8Array(), total: 0 };
    if (!response.ok) throw failure(obstacleOf(response.status), offset, `the server responds with status ${response.status}`);
    const version = response.headers.get("etag") ?? response.headers.get("last-modified");
    if (tag !== undefined && version !== tag) throw failure("changed", offset, "the file was replaced while it was being read");
    tag = version;
    // Not every server exposes Content-Range to other origins.
    const [, start, total] = response.headers.get("content-range")?.match(/^bytes (\d+)-\d+\/(?:(\d+)|\*)$/) ?? [];
    if (start !== undefined && Number(start) !== offset) {
      throw failure("bad-answer", offset, "the server sends a Content-Range other than the requested one");
    }
    const bytes = await bodyOf(response, response.status === 206 ? count : MOST_WHOLE, offset);
    if (response.status !== 206) whole = bytes;
    return { bytes, total: response.status === 206 ? total && Number(total) : bytes.length };
  };

  const FIRST = 1 << 16;
  let first = null;
  const open = async () => {
    const { bytes, total } = await get(0, FIRST);
    first = bytes;
    // A first range that is shorter than requested is the whole file.
    length = total ?? (bytes.length < FIRST ? bytes.length : undefined);
    return length;
  };
  const read = async (offset, count) => {
    if (whole) return whole.subarray(offset, offset + count);
    if (offset === 0 && (count <= first.length || first.length === length)) return first.subarray(0, count);
    return (await get(offset, count)).bytes;
  };
  return { name: String(url), fetched: true, remote: true, open, read };
};

const bodyOf = async (response, most, offset) => {
  const parts = [];
  let length = 0;
  try {
    for (const reader = response.body.getReader(); ; ) {
      const { done, value } = await reader.read();
      if (done) break;
      parts.push(value);
      length += value.length;
      if (length > most) {
        await reader.cancel();
        break;
      }
    }
  } catch (error) {
    throw failure("connection-lost", offset, "the connection broke", error);
  }
  if (length > most && response.status !== 206) {
    throw failure("budget", offset, `the server does not support ranges, and the file is longer than ${most} bytes`);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes.subarray(0, most);
};

const obstacleOf = (status) => {
  if ([401, 403, 407].includes(status)) return "forbidden";
  if ([404, 410].includes(status)) return "not-found";
  return status === 429 || status >= 500 ? "server-trouble" : "unexpected-status";
};

const failure = (obstacle, offset, what, cause) =>
  new SourceError({ kind: "not_fetched", offset, what, obstacle }, { cause });
