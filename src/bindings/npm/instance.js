// One instance of the module, and the memory between it and JavaScript.

const encoder = new TextEncoder();
// Names may begin with a byte order mark, which would be left out otherwise.
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** The first byte of an answer that is the message of an error. */
const ERROR = "-".charCodeAt(0);

/** Whether a value is a compiled module: also one of another realm, such as the host of an edge runtime. */
export const isModule = (value) => Object.prototype.toString.call(value) === "[object WebAssembly.Module]";

/** An instance: `call` carries out a call, and reads its file from `source`. It throws if the instance trapped. */
export const instantiate = (module) => {
  let source;
  const host = {
    read_at: (offset, pointer, length) => {
      try {
        return source.readInto(new Uint8Array(exports.memory.buffer, pointer >>> 0, length >>> 0), offset);
      } catch {
        return -1;
      }
    },
    is_cheap: (offset, length) => (source.isCheap?.(offset, length) ?? true ? 1 : 0),
  };
  const { exports } = new WebAssembly.Instance(module, { host });

  const call = (text, from) => {
    const bytes = encoder.encode(text);
    const pointer = exports.sdpf_allocate(bytes.length) >>> 0;
    // Memory may have grown, so that an earlier view of it would be empty.
    new Uint8Array(exports.memory.buffer, pointer, bytes.length).set(bytes);
    source = from;
    const packed = BigInt.asUintN(64, exports.sdpf_call(pointer, bytes.length));
    source = undefined;
    const [address, length] = [Number(packed >> 32n), Number(packed & 0xffffffffn)];
    const answer = new Uint8Array(exports.memory.buffer, address, length);
    const result = { failed: answer[0] === ERROR, text: decoder.decode(answer.subarray(1)) };
    exports.sdpf_release(address, length);
    return result;
  };
  return { call };
};
