/**
 * OpenLayers' layer of WebGL tiles with a shader of our own for what is mostly shown: colours or grey.
 * The one that OpenLayers makes of an expression reads the texture anew for every band that
 * the expression names, which takes most of a drawing's time where graphics are done in software.
 */
import WebGLTileLayer, { type Style } from 'ol/layer/WebGLTile';
import type OlMap from 'ol/Map';
import type { FrameState } from 'ol/Map';
import type WebGLTileLayerRenderer from 'ol/renderer/webgl/TileLayer';
import { Attributes, Uniforms } from 'ol/renderer/webgl/TileLayer';
import { newTileRepresentationLookup } from 'ol/renderer/webgl/TileLayerBase';
import type DataTileSource from 'ol/source/DataTile';
import type LRUCache from 'ol/structs/LRUCache';
import type WebGLHelper from 'ol/webgl/Helper';
import type { Stretch } from '../../domain/model/stretch';
import { drawDirectly } from './draw-directly';
import { PictureTexture } from './picture-texture';
import { sharePrograms } from './share-programs';
import { isPlain } from './stretch-style';
import { contextIdOf, keepWarm } from './warm-context';
import { withoutAntialias } from './without-antialias';

export type PictureLayerOptions = {
  readonly map: OlMap;
  readonly source: DataTileSource;
  readonly stretch: Stretch;
  /** What OpenLayers makes its shader of, and the variables that both shaders read. */
  readonly style: Style;
  readonly cacheSize: number;
  /** See drawDirectly(). */
  readonly detail: (drawing: FrameState) => number;
  readonly maxResolution?: number;
  readonly visible?: boolean;
};

type TileAddress = readonly [zoom: number, column: number, row: number];

type Inner = {
  readonly helper: WebGLHelper;
  afterHelperCreated(): void;
  setPostProcesses(passes: readonly unknown[]): void;
  createTileRepresentation(
    ...[options]: ConstructorParameters<typeof PictureTexture>
  ): PictureTexture;
};
type Textures = { readonly tileRepresentationCache: LRUCache<unknown> };

/**
 * Effects over the drawn layer, of which there are none: where it is given an empty list, OpenLayers makes a pass
 * that only copies, compiles it with each layer and waits for that.
 */
const NO_PASSES = Object.assign([{}], { map: () => [] });

export class PictureLayer extends WebGLTileLayer {
  private readonly stretch: Stretch;
  private readonly variables: NonNullable<Style['variables']>;
  private readonly detail: PictureLayerOptions['detail'];

  private readonly olMap: OlMap;

  constructor({ map, stretch, detail, ...options }: PictureLayerOptions) {
    super(options);
    this.olMap = map;
    this.stretch = stretch;
    this.detail = detail;
    // updateStyleVariables() changes this same object.
    this.variables = options.style.variables ?? {};
  }

  /** Gives back all textures but those that were drawn last. */
  keepTextures(count: number): void {
    if (!this.hasRenderer()) return;
    // Protected in OpenLayers, which has no other way to get at it.
    const { tileRepresentationCache: textures } = this.getRenderer() as unknown as Textures;
    const most = textures.highWaterMark;
    textures.setSize(count);
    textures.expireCache();
    textures.setSize(most);
  }

  /**
   * Uploads a tile that is there to the graphics card before the layer is drawn with it.
   * @param drawing of the view that will show it
   */
  upload(drawing: FrameState, [zoom, column, row]: TileAddress): void {
    const renderer = this.getRenderer();
    const grid = this.getSource()?.getTileGrid();
    if (!renderer || !grid) return;
    const layerIndex = drawing.layerStatesArray.findIndex(({ layer }) => layer === this);
    const own = { ...drawing, layerIndex };
    if (layerIndex < 0 || !withoutAntialias(() => renderer.prepareFrame(own))) return;
    const [x = 0, y = 0] = grid.getTileCoordCenter([zoom, column, row]);
    renderer.enqueueTiles(own, [x, y, x, y], zoom, newTileRepresentationLookup(), 0);
  }

  override render(frameState: FrameState | null, target: HTMLElement): HTMLElement {
    return withoutAntialias(() => super.render(frameState, target));
  }

  override createRenderer(): WebGLTileLayerRenderer<this> {
    const renderer = super.createRenderer();
    const prepare = renderer.prepareFrame.bind(renderer);
    renderer.prepareFrame = (drawing) => {
      const { mapId } = drawing;
      drawing.mapId = contextIdOf(this.olMap);
      try {
        return prepare(drawing);
      } finally {
        drawing.mapId = mapId;
      }
    };
    // Protected in OpenLayers: every context that the layer comes to draw with is to be drawn on directly.
    const inner = renderer as unknown as Inner;
    inner.setPostProcesses(NO_PASSES);
    const created = inner.afterHelperCreated.bind(renderer);
    inner.afterHelperCreated = () => {
      drawDirectly(inner.helper, (drawing) => this.detail(drawing));
      sharePrograms(inner.helper);
      keepWarm(inner.helper);
      created();
    };
    inner.createTileRepresentation = (options) => new PictureTexture(options);
    if (!isPlain(this.stretch)) return renderer;
    const { variables } = this;
    const uniforms = Object.fromEntries(
      Object.keys(variables).map((name) => [`u_var_${name}`, () => Number(variables[name])]),
    );
    const { bands, sharpen } = this.stretch;
    const fragmentShader = fragmentOf(bands.length === 3, sharpen > 0);
    renderer.reset({ vertexShader: VERTEX, fragmentShader, uniforms });
    return renderer;
  }
}

const VERTEX = `
attribute vec2 ${Attributes.TEXTURE_COORD};
uniform mat4 ${Uniforms.TILE_TRANSFORM};
uniform float ${Uniforms.TEXTURE_PIXEL_WIDTH};
uniform float ${Uniforms.TEXTURE_PIXEL_HEIGHT};
uniform float ${Uniforms.TEXTURE_RESOLUTION};
uniform float ${Uniforms.DEPTH};
varying vec2 v_textureCoord;
varying vec2 v_localMapCoord;
void main() {
  v_textureCoord = ${Attributes.TEXTURE_COORD};
  vec2 size = vec2(${Uniforms.TEXTURE_PIXEL_WIDTH}, -${Uniforms.TEXTURE_PIXEL_HEIGHT});
  v_localMapCoord = size * ${Uniforms.TEXTURE_RESOLUTION} * v_textureCoord;
  gl_Position = ${Uniforms.TILE_TRANSFORM} * vec4(${Attributes.TEXTURE_COORD}, ${Uniforms.DEPTH}, 1.0);
}`;

/** The formula of domain/imaging/display; see stretchVariables for what the variables are. */
function fragmentOf(colours: boolean, sharp: boolean): string {
  const channels = colours ? 'vec3' : 'float';
  const each = (name: string) =>
    colours ? `vec3(u_var_${name}1, u_var_${name}2, u_var_${name}3)` : `u_var_${name}1`;
  return `
#ifdef GL_FRAGMENT_PRECISION_HIGH
precision highp float;
#else
precision mediump float;
#endif
varying vec2 v_textureCoord;
varying vec2 v_localMapCoord;
uniform sampler2D ${Uniforms.TILE_TEXTURE_ARRAY}[1];
uniform vec4 ${Uniforms.RENDER_EXTENT};
uniform float ${Uniforms.TRANSITION_ALPHA};
uniform float u_var_lo1, u_var_lo2, u_var_lo3, u_var_hi1, u_var_hi2, u_var_hi3;
uniform float u_var_exponent, u_var_contrast, u_var_offset, u_var_base, u_var_sign;
uniform float u_var_saturation, u_var_sharpen;
${channels} valuesOf(vec4 found) {
  // Smoothing has mixed a sample with the zeros of pixels without data; alpha tells how much.
  return found.${colours ? 'rgb' : 'r'} / max(found.a, 0.001);
}
${sharp ? apart(channels) : ''}
void main() {
  if (
    any(lessThan(v_localMapCoord, ${Uniforms.RENDER_EXTENT}.xy)) ||
    any(greaterThan(v_localMapCoord, ${Uniforms.RENDER_EXTENT}.zw))
  ) discard;
  vec4 found = texture2D(${Uniforms.TILE_TEXTURE_ARRAY}[0], v_textureCoord);
  if (found.a == 0.0) discard;
  ${channels} shown = valuesOf(found);
  ${sharp ? SHARPEN : ''}
  ${channels} part = clamp((shown - ${each('lo')}) / (${each('hi')} - ${each('lo')}), 0.0, 1.0);
  if (u_var_exponent != 1.0) part = pow(part, ${channels}(u_var_exponent));
  part = clamp(part * u_var_contrast + u_var_offset, 0.0, 1.0);
  vec3 colour = vec3(u_var_base + u_var_sign * part);
  ${colours ? SATURATE : ''}
  // Where the least part of the pixels that were mixed has data, there is no picture.
  gl_FragColor = found.a > 0.5 ? vec4(colour, 1.0) * ${Uniforms.TRANSITION_ALPHA} : vec4(0.0);
}`;
}

/** What sets a pixel apart from one beside it that has data. */
function apart(channels: string): string {
  return `
uniform float ${Uniforms.TEXTURE_PIXEL_WIDTH};
uniform float ${Uniforms.TEXTURE_PIXEL_HEIGHT};
${channels} apart(${channels} here, float dx, float dy) {
  vec2 by = vec2(dx / ${Uniforms.TEXTURE_PIXEL_WIDTH}, dy / ${Uniforms.TEXTURE_PIXEL_HEIGHT});
  vec4 other = texture2D(${Uniforms.TILE_TEXTURE_ARRAY}[0], v_textureCoord + by);
  return other.a > 0.5 ? here - valuesOf(other) : ${channels}(0.0);
}`;
}

const SHARPEN = `
  shown += u_var_sharpen / 4.0 * (
    apart(shown, 1.0, 0.0) + apart(shown, -1.0, 0.0) +
    apart(shown, 0.0, 1.0) + apart(shown, 0.0, -1.0)
  );`;

/** OpenLayers' variable counts from colours as they are. */
const SATURATE = `
  if (u_var_saturation != 0.0) {
    float luma = dot(colour, vec3(0.2126, 0.7152, 0.0722));
    colour = clamp(luma + (u_var_saturation + 1.0) * (colour - luma), 0.0, 1.0);
  }`;
