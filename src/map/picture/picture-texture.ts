/** OpenLayers' texture of a tile, which knows bytes and floats, for half floats too: see halfTile. */
import type WebGLHelper from 'ol/webgl/Helper';
import TileTexture from 'ol/webgl/TileTexture';
import { halfFloats } from '../../raster/blocks/unpack-bits';
import type { DisplayTile } from './display-tile';
import { LatePixels } from './late-pixels';

export class PictureTexture extends TileTexture {
  override uploadTile(): void {
    const { helper, tile } = this;
    if (!helper) return;
    const given = 'getData' in tile ? tile.getData() : null;
    if (given instanceof DataView) this.uploadHalves(helper, given);
    else super.uploadTile();
    // It is taken over while the next one is packed.
    helper.getGL().flush();
  }

  private uploadHalves(helper: WebGLHelper, given: DataView): void {
    const { tile } = this;
    const data = given instanceof LatePixels ? given.pack() : given;
    const gl = helper.getGL();
    const texture = gl.createTexture();
    gl.bindTexture(gl.TEXTURE_2D, texture);
    for (const side of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T]) {
      gl.texParameteri(gl.TEXTURE_2D, side, gl.CLAMP_TO_EDGE);
    }
    const { type, samples, smooth } = samplesFor(helper, data);
    const way = tile.interpolate && smooth ? gl.LINEAR : gl.NEAREST;
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, way);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, way);
    const [width = 0, height = 0] = 'getSize' in tile ? tile.getSize() : [];
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, width, height, 0, gl.RGBA, type, samples);
    this.textures = [texture];
    this.bandCount = 4;
    this.setReady();
  }
}

type Samples = {
  readonly type: number;
  readonly samples: ArrayBufferView;
  /** Whether the graphics card can smooth between them. */
  readonly smooth: boolean;
};

/** Half floats as they are, or as floats where the graphics card cannot smooth between those. */
function samplesFor(helper: WebGLHelper, data: DisplayTile | DataView): Samples {
  const { UNSIGNED_BYTE } = helper.getGL();
  if (data instanceof Uint8Array) return { type: UNSIGNED_BYTE, samples: data, smooth: true };
  if (data instanceof Float32Array) return floats(helper, data);
  const { buffer, byteOffset, byteLength } = data;
  const halves = new Uint16Array(buffer as ArrayBuffer, byteOffset, byteLength / 2);
  const half: OES_texture_half_float | null = helper.getExtension('OES_texture_half_float');
  if (half && helper.getExtension('OES_texture_half_float_linear')) {
    return { type: half.HALF_FLOAT_OES, samples: halves, smooth: true };
  }
  return floats(helper, halfFloats(halves));
}

function floats(helper: WebGLHelper, samples: Float32Array): Samples {
  helper.getExtension('OES_texture_float');
  const smooth = helper.getExtension('OES_texture_float_linear') !== null;
  return { type: helper.getGL().FLOAT, samples, smooth };
}
