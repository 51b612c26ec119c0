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

export const decodeWebp: Decode = async (data, expected, layout, rows) => {
  const { blockSamples, blockWidth, blockHeight } = layout;
  if (blockSamples !== 3 && blockSamples !== 4) {
    throw new Error(`WebP holds three or four bands, not ${blockSamples}.`);
  }
  const bitmap = await createImageBitmap(new Blob([data]), {
    premultiplyAlpha: 'none',
    colorSpaceConversion: 'none',
  });
  try {
    const { width, height } = bitmap;
    if (width !== blockWidth || height < rows || height > blockHeight) {
      throw new RangeError('The stream is not of the block’s size.');
    }
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
