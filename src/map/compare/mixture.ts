/** The picture made of two, on the graphics card: composite, difference, or the after frame matched. */
import { inverse, type Matrix2 } from '../view-transform';

export type MixtureKind = 'composite' | 'difference' | 'matched';

export type MixedPicture = {
  /** A drawn picture, its alpha 0 where it has no data. */
  readonly canvas: HTMLCanvasElement;
  /** What CSS does to it about its middle. */
  readonly warp: Matrix2 | undefined;
};

export type MixtureSettings = {
  readonly kind: MixtureKind;
  /** Difference of brightness 0…1 from which it is shown. */
  readonly threshold: number;
  /** New level for each of 256 levels of the after picture's brightness; null to leave it. */
  readonly curve: Uint8Array<ArrayBuffer> | null;
};

const VERTEX = `#version 300 es
in vec2 corner;
out vec2 place;
void main() {
  place = corner;
  gl_Position = vec4(corner, 0.0, 1.0);
}`;

/**
 * Brightness is Rec. 709's luma of what is displayed. Places that only one frame covers are hatched:
 * nothing can be said of them.
 */
const FRAGMENT = `#version 300 es
precision highp float;
in vec2 place;
out vec4 color;
uniform sampler2D beforePicture;
uniform sampler2D afterPicture;
uniform sampler2D curve;
uniform mat2 beforeWarp;
uniform mat2 afterWarp;
uniform vec2 size;
uniform int kind;
uniform float threshold;

vec4 sampleAt(sampler2D picture, mat2 warp) {
  vec2 at = warp * (place * size) / size * 0.5 + 0.5;
  if (at != clamp(at, 0.0, 1.0)) return vec4(0.0);
  return texture(picture, at);
}

vec3 plain(vec4 found) {
  return found.rgb / max(found.a, 0.001);
}

float luma(vec3 rgb) {
  return dot(rgb, vec3(0.2126, 0.7152, 0.0722));
}

float matched(float level) {
  return texture(curve, vec2((level * 255.0 + 0.5) / 256.0, 0.5)).r;
}

void main() {
  vec4 beforeFound = sampleAt(beforePicture, beforeWarp);
  vec4 afterFound = sampleAt(afterPicture, afterWarp);
  vec3 afterColor = plain(afterFound);
  float level = luma(afterColor);
  float after = matched(level);
  if (kind == 2) {
    color = vec4(clamp(afterColor + (after - level), 0.0, 1.0), 1.0) * step(0.5, afterFound.a);
    return;
  }
  bool hasBefore = beforeFound.a > 0.5;
  bool hasAfter = afterFound.a > 0.5;
  if (!hasBefore || !hasAfter) {
    float stripe = step(0.5, fract((gl_FragCoord.x + gl_FragCoord.y) / 12.0));
    float known = hasBefore || hasAfter ? 1.0 : 0.0;
    color = vec4(vec3(0.16 + 0.06 * stripe), 1.0) * known;
    return;
  }
  float before = luma(plain(beforeFound));
  if (kind == 0) {
    color = vec4(before, after, after, 1.0);
    return;
  }
  float change = after - before;
  float strength = 0.5 + 0.5 * min(1.0, abs(change));
  if (abs(change) < threshold) color = vec4(vec3(0.4 * after), 1.0);
  else if (change > 0.0) color = vec4(0.0, strength, strength, 1.0);
  else color = vec4(strength, 0.0, 0.0, 1.0);
}`;

const KINDS: Readonly<Record<MixtureKind, number>> = { composite: 0, difference: 1, matched: 2 };
const PLAIN = Uint8Array.from({ length: 256 }, (_, i) => i);
const NO_WARP: Matrix2 = [1, 0, 0, 1];

export class Mixture {
  readonly canvas = document.createElement('canvas');
  private readonly gl: WebGL2RenderingContext;
  private readonly program: WebGLProgram;
  private readonly textures: readonly WebGLTexture[];
  private readonly sizes: [string, string] = ['', ''];
  private loadedCurve: Uint8Array<ArrayBuffer> | null = null;
  /** Passed by the graphics card when the last drawing is done. */
  private fence: WebGLSync | null = null;

  /** @throws Error where the graphics card gives no context */
  constructor() {
    this.canvas.className = 'qm-compare-mixture';
    const gl = this.canvas.getContext('webgl2', { premultipliedAlpha: true, antialias: false });
    if (!gl) throw new Error('The browser gives no WebGL 2 context.');
    this.gl = gl;
    this.program = makeProgram(gl);
    this.textures = [0, 1, 2].map((unit) => makeTexture(gl, unit));
    for (const [unit, name] of ['beforePicture', 'afterPicture', 'curve'].entries()) {
      gl.uniform1i(gl.getUniformLocation(this.program, name), unit);
    }
    gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, true);
    // The last row first, as the graphics card itself keeps a drawn canvas: any other way it is turned round first,
    // which takes several times as long as all the rest where graphics are done in software.
    gl.pixelStorei(gl.UNPACK_FLIP_Y_WEBGL, true);
  }

  /** Draws at the after picture's size. */
  draw(before: MixedPicture, after: MixedPicture, settings: MixtureSettings): void {
    const { gl, canvas } = this;
    const { width, height } = after.canvas;
    if (width === 0 || height === 0 || before.canvas.width === 0) return;
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
    }
    gl.viewport(0, 0, width, height);
    this.load(0, before);
    this.load(1, after);
    this.loadCurve(settings.curve ?? PLAIN);
    this.setWarp('beforeWarp', before.warp);
    this.setWarp('afterWarp', after.warp);
    gl.uniform2f(gl.getUniformLocation(this.program, 'size'), width, height);
    gl.uniform1i(gl.getUniformLocation(this.program, 'kind'), KINDS[settings.kind]);
    gl.uniform1f(gl.getUniformLocation(this.program, 'threshold'), settings.threshold);
    gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
    this.fence = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
    gl.flush();
  }

  /** Whether the last drawing is still under way; asked for in a later task than it was begun in. */
  get busy(): boolean {
    const { gl, fence } = this;
    if (!fence || gl.isContextLost()) return false;
    if (gl.getSyncParameter(fence, gl.SYNC_STATUS) !== gl.SIGNALED) return true;
    gl.deleteSync(fence);
    this.fence = null;
    return false;
  }

  dispose(): void {
    this.canvas.remove();
    for (const texture of this.textures) this.gl.deleteTexture(texture);
    this.gl.getExtension('WEBGL_lose_context')?.loseContext();
  }

  private load(unit: 0 | 1, { canvas: picture, warp }: MixedPicture): void {
    const { gl } = this;
    gl.activeTexture(gl.TEXTURE0 + unit);
    // Unwarped, pixel lies on pixel, and there is nothing to be smoothed.
    for (const way of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) {
      gl.texParameteri(gl.TEXTURE_2D, way, warp ? gl.LINEAR : gl.NEAREST);
    }
    const size = `${picture.width} ${picture.height}`;
    const [format, type] = [gl.RGBA, gl.UNSIGNED_BYTE] as const;
    if (this.sizes[unit] === size) {
      gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, format, type, picture);
      return;
    }
    gl.texImage2D(gl.TEXTURE_2D, 0, format, format, type, picture);
    this.sizes[unit] = size;
  }

  private loadCurve(levels: Uint8Array<ArrayBuffer>): void {
    if (levels === this.loadedCurve) return;
    this.loadedCurve = levels;
    const { gl } = this;
    gl.activeTexture(gl.TEXTURE2);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.R8, 256, 1, 0, gl.RED, gl.UNSIGNED_BYTE, levels);
  }

  /** The way back from the screen to the picture; y is up here and down in CSS. */
  private setWarp(name: string, warp: Matrix2 | undefined): void {
    const { gl } = this;
    const [a, b, c, d] = inverse(warp ?? NO_WARP) ?? NO_WARP;
    gl.uniformMatrix2fv(gl.getUniformLocation(this.program, name), false, [a, -b, -c, d]);
  }
}

function makeProgram(gl: WebGL2RenderingContext): WebGLProgram {
  const program = gl.createProgram();
  for (const [type, text] of [
    [gl.VERTEX_SHADER, VERTEX],
    [gl.FRAGMENT_SHADER, FRAGMENT],
  ] as const) {
    const shader = gl.createShader(type);
    if (!shader) throw new Error('The graphics context is lost.');
    gl.shaderSource(shader, text);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost()) {
    throw new Error(`The mixing shader does not link: ${gl.getProgramInfoLog(program)}`);
  }
  // By another name, since the linter takes it for a hook of React's.
  const { useProgram: choose } = gl;
  choose.call(gl, program);
  gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
  gl.bufferData(gl.ARRAY_BUFFER, new Float32Array([-1, -1, 1, -1, -1, 1, 1, 1]), gl.STATIC_DRAW);
  const corner = gl.getAttribLocation(program, 'corner');
  gl.enableVertexAttribArray(corner);
  gl.vertexAttribPointer(corner, 2, gl.FLOAT, false, 0, 0);
  return program;
}

function makeTexture(gl: WebGL2RenderingContext, unit: number): WebGLTexture {
  const texture = gl.createTexture();
  gl.activeTexture(gl.TEXTURE0 + unit);
  gl.bindTexture(gl.TEXTURE_2D, texture);
  for (const side of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T]) {
    gl.texParameteri(gl.TEXTURE_2D, side, gl.CLAMP_TO_EDGE);
  }
  for (const way of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) {
    gl.texParameteri(gl.TEXTURE_2D, way, gl.NEAREST);
  }
  return texture;
}
