/** OpenLayers' texture of a tile, which knows bytes and floats, for half floats too: see halfTile. */
import type WebGLHelper from 'ol/webgl/Helper';
import TileTexture from 'ol/webgl/TileTexture';
import { halfFloats } from '../../raster/blocks/unpack-bits';

export class PictureTexture extends TileTexture {
  override uploadTile(): void {
    const { helper, tile } = this;
    const data = 'getData' in tile ? tile.getData() : null;
    if (!helper || !(data instanceof DataView)) {
      super.uploadTile();
      return;
    }
    const gl = helper.getGL();
    const texture = gl.createTexture();
    gl.bindTexture(gl.TEXTURE_2D, texture);
    for (const side of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T]) {
      gl.texParameteri(gl.TEXTURE_2D, side, gl.CLAMP_TO_EDGE);
    }
    const way = tile.interpolate ? gl.LINEAR : gl.NEAREST;
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, way);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, way);
    const [width = 0, height = 0] = 'getSize' in tile ? tile.getSize() : [];
    const { buffer, byteOffset, byteLength } = data;
    const halves = new Uint16Array(buffer as ArrayBuffer, byteOffset, byteLength / 2);
    const { type, samples } = samplesFor(helper, halves);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, width, height, 0, gl.RGBA, type, samples);
    this.textures = [texture];
    this.bandCount = 4;
    this.setReady();
  }
}

/** As they are, or as floats where the graphics card cannot smooth between half floats. */
function samplesFor(helper: WebGLHelper, halves: Uint16Array<ArrayBuffer>) {
  const half: OES_texture_half_float | null = helper.getExtension('OES_texture_half_float');
  if (half && helper.getExtension('OES_texture_half_float_linear')) {
    return { type: half.HALF_FLOAT_OES, samples: halves };
  }
  helper.getExtension('OES_texture_float');
  helper.getExtension('OES_texture_float_linear');
  return { type: helper.getGL().FLOAT, samples: halfFloats(halves) };
}
