/**
 * WebP by the browser's decoder, read back through WebGL: a canvas keeps colours multiplied by their alpha, so
 * that what lies under a thin alpha would come back changed, or black.
 */
import type { Decode } from '../directory/layout-types';

/** One context serves all blocks of a worker: browsers allow few. */
let context: WebGL2RenderingContext | null = null;

function openContext(): WebGL2RenderingContext {
  if (context && !context.isContextLost()) return context;
  context = new OffscreenCanvas(1, 1).getContext('webgl2');
  if (!context) throw new Error('WebP needs WebGL 2, which this browser does not give.');
  const gl = context;
  gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
  gl.bindFramebuffer(gl.FRAMEBUFFER, gl.createFramebuffer());
  return gl;
}

/** Red, green, blue and alpha as they are stored, row by row from the top. */
function pixelsOf(bitmap: ImageBitmap): Uint8Array<ArrayBuffer> {
  const gl = openContext();
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, bitmap);
  const texture = gl.getParameter(gl.TEXTURE_BINDING_2D) as WebGLTexture | null;
  gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
  const { width, height } = bitmap;
  const pixels = new Uint8Array(width * height * 4);
  gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
  return pixels;
}

/** Where the head of a stream's first part begins, behind those of RIFF and of the part. */
const HEAD = 20;

/**
 * Width and height that the head of a stream says (RFC 9649, 2.5 to 2.7, and RFC 6386, 9.1).
 * @throws RangeError where it is no WebP stream
 */
function sizeOf(data: Uint8Array): { readonly width: number; readonly height: number } {
  const text = (from: number, to: number) => String.fromCharCode(...data.subarray(from, to));
  const kind = text(12, 16);
  const known = text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP' && data.length >= HEAD + 10;
  const number = (at: number, bytes: number) => {
    let value = 0;
    for (let i = 0; i < bytes; i++) value += (data[HEAD + at + i] ?? 0) * 256 ** i;
    return value;
  };
  if (known && kind === 'VP8X') return { width: number(4, 3) + 1, height: number(7, 3) + 1 };
  if (known && kind === 'VP8 ') {
    return { width: number(6, 2) & 0x3fff, height: number(8, 2) & 0x3fff };
  }
  if (known && kind === 'VP8L') {
    const sizes = number(1, 4);
    return { width: (sizes & 0x3fff) + 1, height: ((sizes >>> 14) & 0x3fff) + 1 };
  }
  throw new RangeError('This is no WebP stream.');
}

export const decodeWebp: Decode = async (data, expected, layout, rows) => {
  const { blockSamples, blockWidth, blockHeight } = layout;
  if (blockSamples !== 3 && blockSamples !== 4) {
    throw new Error(`WebP holds three or four bands, not ${blockSamples}.`);
  }
  // Held against the block's size before the browser takes memory for it: 30 bytes can claim a gigabyte.
  const { width, height } = sizeOf(data);
  if (width !== blockWidth || height < rows || height > blockHeight) {
    throw new RangeError('The stream is not of the block’s size.');
  }
  const bitmap = await createImageBitmap(new Blob([data]), {
    premultiplyAlpha: 'none',
    colorSpaceConversion: 'none',
  });
  try {
    const pixels = pixelsOf(bitmap);
    if (blockSamples === 4) return pixels.subarray(0, expected);
    const colours = new Uint8Array((pixels.length / 4) * 3);
    for (let from = 0, to = 0; from < pixels.length; from += 4) {
      colours[to++] = pixels[from] ?? 0;
      colours[to++] = pixels[from + 1] ?? 0;
      colours[to++] = pixels[from + 2] ?? 0;
    }
    return colours.subarray(0, expected);
  } finally {
    bitmap.close();
  }
};
