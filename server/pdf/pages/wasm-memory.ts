/** The part of `WebAssembly` that is used here: Node's types leave it to those of the browser. */
interface WasmMemory {
  readonly buffer: ArrayBuffer;
  grow: (this: WasmMemory, pages: number) => number;
}

const wasm = (globalThis as unknown as { WebAssembly: { Memory: { prototype: WasmMemory } } }).WebAssembly;
const wasmPage = 65_536;

interface Bound {
  readonly maxBytes: number;
  refused: boolean;
}
let bound: Bound | undefined;

/**
 * Bounds the memory that WebAssembly takes in this process, from now until the next call. The limit of the heap does
 * not reach it, and a module grows it through this door alone: a refused growth is "no memory left" to the module.
 *
 * @returns whether a growth was refused until now
 */
export function boundWasmMemory(maxBytes: number): () => boolean {
  if (!bound) guardGrowth();
  const mine: Bound = { maxBytes, refused: false };
  bound = mine;
  return () => mine.refused;
}

function guardGrowth(): void {
  const prototype = wasm.Memory.prototype;
  const { grow } = prototype;
  prototype.grow = function (pages) {
    if (bound && this.buffer.byteLength + pages * wasmPage > bound.maxBytes) {
      bound.refused = true;
      throw new RangeError('WebAssembly memory is bounded.');
    }
    return grow.call(this, pages);
  };
}
