/**
 * OpenLayers asks for an antialiased canvas and takes no wishes. It draws the picture on a texture and then
 * that texture over the whole canvas, where there is no edge to smooth; but every drawing fills and
 * averages four samples a pixel, a tenth of its time where graphics are done in software.
 */

/** Does something while canvases give their contexts without antialiasing. */
export function withoutAntialias<T>(work: () => T): T {
  const { prototype } = HTMLCanvasElement;
  const { getContext } = prototype;
  function getPlain(this: HTMLCanvasElement, kind: string, attributes?: object) {
    return Reflect.apply(getContext, this, [kind, { ...attributes, antialias: false }]);
  }
  Reflect.set(prototype, 'getContext', getPlain);
  try {
    return work();
  } finally {
    prototype.getContext = getContext;
  }
}
