// Where bytes come from. Inside, every source has a `length` and `readInto(target, offset)`, which returns how many bytes it
// put into `target`: 0 at the end.

/** A source whose bytes can be read at once. */
export const sourceOf = (source) => {
  if (isBuffer(source) || ArrayBuffer.isView(source)) return ofBytes(bytesOf(source));
  if (isBlob(source)) return ofBlob(source);
  if (typeof source?.readInto === "function") return source;
  if (typeof source?.read === "function") return ofRead(source);
  throw new TypeError("expected bytes, a Blob, or an object with `length` and `read`");
};

/** Whether the bytes of a source may have to be waited for. */
export const isAsync = (source) =>
  (isBlob(source) && !hasFileReaderSync()) ||
  (typeof source?.read === "function" && typeof source.readInto !== "function" && !isBlob(source));

/** A source as `{length, read}`, where `read` may return a promise. */
export const asyncSourceOf = (source) => {
  if (!isBlob(source)) return source;
  const read = async (offset, length) => new Uint8Array(await source.slice(offset, offset + length).arrayBuffer());
  return { length: source.size, read };
};

/** A view of any bytes, without a copy. */
export const bytesOf = (bytes) =>
  ArrayBuffer.isView(bytes) ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength) : new Uint8Array(bytes);

/** Also a buffer of another realm, as tests and edge runtimes pass them in. */
const isBuffer = (source) => Object.prototype.toString.call(source) === "[object ArrayBuffer]";
const isBlob = (source) => typeof Blob !== "undefined" && source instanceof Blob;
const hasFileReaderSync = () => typeof FileReaderSync !== "undefined";

const ofBytes = (bytes) => ({
  length: bytes.length,
  readInto: (target, offset) => {
    const part = bytes.subarray(offset, offset + target.length);
    target.set(part);
    return part.length;
  },
});

/** In a worker, a Blob is read at once: only the ranges that are needed. */
const ofBlob = (blob) => {
  if (!hasFileReaderSync()) throw new TypeError("outside a worker a Blob is read by `checkAsync`");
  const reader = new FileReaderSync();
  return ofRead({
    length: blob.size,
    read: (offset, length) => new Uint8Array(reader.readAsArrayBuffer(blob.slice(offset, offset + length))),
  });
};

const ofRead = (source) => ({
  length: source.length,
  readInto: (target, offset) => {
    const part = bytesOf(source.read(offset, target.length)).subarray(0, target.length);
    target.set(part);
    return part.length;
  },
});
