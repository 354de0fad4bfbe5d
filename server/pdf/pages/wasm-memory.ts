/** The part of `WebAssembly` that is used here: Node's types leave it to those of the browser. */
interface WasmMemory {
  readonly buffer: ArrayBuffer;
  grow: (this: WasmMemory, pages: number) => number;
}

const wasm = (globalThis as unknown as { WebAssembly: { Memory: { prototype: WasmMemory } } }).WebAssembly;
const wasmPage = 65_536;

/**
 * Bounds the memory that WebAssembly takes on this thread. A thread's resource limits do not reach it, and a module
 * grows it through this door alone: a refused growth is "no memory left" to the module.
 *
 * @returns whether a growth was refused until now
 */
export function boundWasmMemory(maxBytes: number): () => boolean {
  const prototype = wasm.Memory.prototype;
  const { grow } = prototype;
  let refused = false;
  prototype.grow = function (pages) {
    if (this.buffer.byteLength + pages * wasmPage > maxBytes) {
      refused = true;
      throw new RangeError('WebAssembly memory is bounded.');
    }
    return grow.call(this, pages);
  };
  return () => refused;
}
