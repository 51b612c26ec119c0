declare module '@cornerstonejs/codec-openjpeg/decodewasmjs' {
  export type FrameInfo = {
    readonly width: number;
    readonly height: number;
    readonly bitsPerSample: number;
    readonly componentCount: number;
    readonly isSigned: boolean;
  };
  export interface J2KDecoder {
    getEncodedBuffer(bytes: number): Uint8Array;
    decode(): void;
    getFrameInfo(): FrameInfo;
    getDecodedBuffer(): Uint8Array<ArrayBuffer>;
    delete(): void;
  }
  export type OpenJpeg = { readonly J2KDecoder: new () => J2KDecoder };
  export default function load(options: {
    readonly locateFile: (file: string, folder: string) => string;
    readonly print: (text: string) => void;
    readonly printErr: (text: string) => void;
  }): Promise<OpenJpeg>;
}
