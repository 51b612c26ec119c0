/**
 * Memory that bytes may be given in, as often as it is handed in: what was given before is then written over. The
 * first touch of new memory takes longer than filling it.
 */
export type Scratch = { bytes?: Uint8Array<ArrayBuffer> };
