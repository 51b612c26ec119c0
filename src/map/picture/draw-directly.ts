/**
 * OpenLayers draws each layer of pictures on a texture, and then that texture on the canvas, so that effects
 * and translucent layers can be had. Ours have neither: their tiles are drawn on the canvas at once, which
 * takes a third less of a drawing's time where graphics are done in software, and no memory for the textures.
 */
import type { FrameState } from 'ol/Map';
import { getUid } from 'ol/util';
import type WebGLHelper from 'ol/webgl/Helper';

/**
 * What a layer draws from now on goes to the canvas, over what the layers below it have drawn there.
 * @param detail pixels drawn to a pixel of the screen, each way, at most 1; that of the lowest layer counts
 */
export function drawDirectly(helper: WebGLHelper, detail: (drawing: FrameState) => number): void {
  helper.prepareDraw = (frameState, opaque = false) => {
    const canvas = helper.getCanvas();
    const first = !frameState.renderTargets[getUid(canvas)];
    frameState.renderTargets[getUid(canvas)] = true;
    if (first) cover(canvas, frameState, detail(frameState));
    prepare(helper.getGL(), first, opaque);
  };
  // There is no texture that would have to come onto the canvas. The graphics process begins while the page is
  // still laid out, and not when it is put on screen.
  helper.finalizeDraw = () => helper.getGL().flush();
}

function cover(canvas: HTMLCanvasElement, { size, pixelRatio }: FrameState, detail: number): void {
  // Whole pixels, as a canvas keeps them: at a scale of 125 % it would be found to differ with every layer, and
  // setting its size wipes what the layers below have drawn.
  const [width = 0, height = 0] = size.map((side) =>
    Math.max(Math.min(1, side), Math.round(side * pixelRatio * detail)),
  );
  canvas.style.width = `${size[0]}px`;
  canvas.style.height = `${size[1]}px`;
  if (canvas.width === width && canvas.height === height) return;
  canvas.width = width;
  canvas.height = height;
}

/**
 * Finer tiles are nearer than coarser ones within a layer; each layer begins with a depth of its own.
 * @param first nothing has been drawn on the canvas for this drawing
 * @param opaque no tile of the layer is translucent all over
 */
function prepare(gl: WebGLRenderingContext, first: boolean, opaque: boolean): void {
  gl.bindFramebuffer(gl.FRAMEBUFFER, null);
  gl.viewport(0, 0, gl.drawingBufferWidth, gl.drawingBufferHeight);
  gl.clearColor(0, 0, 0, 0);
  gl.clearDepth(1);
  gl.clear(first ? gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT : gl.DEPTH_BUFFER_BIT);
  gl.depthRange(0, 1);
  gl.enable(gl.DEPTH_TEST);
  gl.depthFunc(gl.LEQUAL);
  gl.enable(gl.BLEND);
  // Where a tile holds no data, what the layers below have drawn stays.
  gl.blendFunc(gl.ONE, first && opaque ? gl.ZERO : gl.ONE_MINUS_SRC_ALPHA);
}
