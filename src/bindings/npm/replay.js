// Sources that have to be waited for. The check runs on what is held; if it reads anything else, that is fetched, and the
// check runs again from the start. A check takes well under a millisecond, and needs few ranges.

import { asyncSourceOf, bytesOf } from "./sources.js";

/** Bytes that are fetched together. */
const BLOCK = 1 << 16;

/**
 * The result of `attempt` on all bytes that it reads; that of `failed` if they cannot be read.
 *
 * @param attempt called with a source whose bytes can be read at once
 * @param failed called with the fault
 */
export const replayed = async (source, attempt, failed) => {
  const from = asyncSourceOf(source);
  const held = new Held(from);
  try {
    held.length = (await from.open?.()) ?? from.length;
    for (;;) {
      const result = attempt(held);
      if (held.missing === null) return result;
      await held.fetch();
    }
  } catch (error) {
    if (error instanceof SourceError) return failed(error.fault);
    throw error;
  }
};

/** A source failed. */
export class SourceError extends Error {
  constructor(fault, options) {
    super(fault.what, options);
    this.fault = fault;
  }
}

/** The blocks of a source that were fetched. */
class Held {
  missing = null;
  #from;
  #blocks = new Map();

  constructor(from) {
    this.#from = from;
  }

  readInto(target, offset) {
    const wanted = Math.max(0, Math.min(target.length, (this.length ?? Infinity) - offset));
    if (!this.#has(offset, wanted)) {
      this.missing ??= [offset, wanted];
      throw new Error("not held");
    }
    let done = 0;
    while (done < wanted) {
      const at = offset + done;
      const block = this.#blocks.get(Math.floor(at / BLOCK));
      const part = block.subarray(at % BLOCK, (at % BLOCK) + wanted - done);
      if (part.length === 0) break;
      target.set(part, done);
      done += part.length;
    }
    return done;
  }

  isCheap(offset, length) {
    return !this.#from.remote || this.#has(offset, length);
  }

  /** Fetches what was missing: the blocks from the first to the last one that is not held. */
  async fetch() {
    const [offset, length] = this.missing;
    this.missing = null;
    const [first, last] = this.#blocksOf(offset, length);
    const absent = [];
    for (let block = first; block <= last; block += 1) if (!this.#blocks.has(block)) absent.push(block);
    const start = absent[0] * BLOCK;
    const end = Math.min((absent.at(-1) + 1) * BLOCK, this.length ?? Infinity);
    const bytes = await this.#read(start, end - start);
    for (let block = absent[0]; block <= absent.at(-1); block += 1) {
      const at = block * BLOCK - start;
      this.#blocks.set(block, bytes.subarray(at, at + BLOCK));
    }
  }

  async #read(offset, length) {
    let bytes;
    try {
      bytes = bytesOf(await this.#from.read(offset, length));
    } catch (error) {
      if (error instanceof SourceError) throw error;
      throw new SourceError({ kind: "io", offset, what: "the source could not be read", obstacle: "failed" }, { cause: error });
    }
    if (this.length !== undefined && bytes.length < length) {
      throw new SourceError({ kind: "io", offset, what: "the source could not be read", obstacle: "failed" });
    }
    return bytes;
  }

  #has(offset, length) {
    if (length <= 0) return true;
    const [first, last] = this.#blocksOf(offset, length);
    for (let block = first; block <= last; block += 1) if (!this.#blocks.has(block)) return false;
    return true;
  }

  #blocksOf(offset, length) {
    return [Math.floor(offset / BLOCK), Math.floor((offset + length - 1) / BLOCK)];
  }
}
