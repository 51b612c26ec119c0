declare module 'lerc' {
  export type LercPixels = {
    readonly width: number;
    readonly height: number;
    /** One array a blob in the stream; what it shares of the input's buffer may be a part of it. */
    readonly pixels: readonly (
      | Uint8Array
      | Int8Array
      | Uint16Array
      | Int16Array
      | Uint32Array
      | Int32Array
      | Float32Array
      | Float64Array
    )[];
    readonly dimCount?: number;
    /** One a pixel, 0 where it is void; absent where none is. */
    readonly mask?: Uint8Array | null;
  };
  export type LercModule = {
    decode(
      buffer: ArrayBufferLike,
      options: { readonly returnPixelInterleavedDims: boolean },
    ): LercPixels;
  };
  const lerc: LercModule;

  export { lerc as default };
}
