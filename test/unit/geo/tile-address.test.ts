import { describe, expect, it } from 'vitest';
import { isComplete, readBaseAddress, tileHost } from '../../../src/domain/geo/tile-address';
import { FIRST_BASE, showsBase, switchBase } from '../../../src/domain/model/base-view';

function readTileAddress(text: string): string {
  const base = readBaseAddress(text);
  if (base.kind !== 'tiles') throw new Error('This is no template.');
  return base.template;
}

describe('the address of a base map', () => {
  it('may be XYZ, TMS or a WMTS template', () => {
    expect(readTileAddress(' https://t.example.org/{z}/{x}/{y}.png ')).toBe(
      'https://t.example.org/{z}/{x}/{y}.png',
    );
    expect(readTileAddress('https://{a-c}.example.org/{z}/{x}/{-y}.png')).toContain('{-y}');
    expect(
      readTileAddress('https://w.example.org/l/{TileMatrix}/{TileRow}/{tilecol}.jpg?key=1'),
    ).toBe('https://w.example.org/l/{z}/{y}/{x}.jpg?key=1');
    const keyed = (matrix: string, row: string, column: string) =>
      `https://w.example.org/wmts?SERVICE=WMTS&REQUEST=GetTile&LAYER=l&TILEMATRIXSET=EPSG:3857&TILEMATRIX=EPSG:3857:${matrix}&TILEROW=${row}&TILECOL=${column}`;
    expect(readTileAddress(keyed('{TileMatrix}', '{TileRow}', '{TileCol}'))).toBe(
      keyed('{z}', '{y}', '{x}'),
    );
    expect(tileHost('https://w.example.org:8080/{z}')).toBe('w.example.org:8080');
  });

  it('is refused with what is wrong', () => {
    expect(() => readTileAddress('w.example.org/{z}/{x}/{y}')).toThrow(/begin with https/);
    expect(() => readTileAddress('https://w.example.org/tiles')).toThrow(
      /where a tile's numbers go/,
    );
    expect(() => readTileAddress('https://w.example.org/{Style}/{z}/{x}/{y}')).toThrow(/\{Style\}/);
  });
});

describe('the address of a WMTS', () => {
  it('is the one at which it describes itself, completed where only the service is named', () => {
    const read = (text: string) => {
      const base = readBaseAddress(text);
      return base.kind === 'wmts' ? base.capabilities : base.template;
    };
    const file = 'https://w.example.org/1.0.0/WMTSCapabilities.xml';
    expect(read(` ${file} `)).toBe(file);
    const asked = 'https://w.example.org/wmts?key=1&service=WMTS&request=GetCapabilities';
    expect(read(asked)).toBe(asked);
    const all = 'https://w.example.org/geo/wmts?SERVICE=WMTS&REQUEST=GetCapabilities';
    expect(read('https://w.example.org/geo/wmts')).toBe(all);
    expect(read('https://w.example.org/ows?key=1&service=WMTS')).toBe(
      'https://w.example.org/ows?key=1&service=WMTS&REQUEST=GetCapabilities',
    );
  });

  it('is a template where it asks for tiles', () => {
    expect(() =>
      readBaseAddress('https://w.example.org/wmts?SERVICE=WMTS&REQUEST=GetTile&LAYER=l'),
    ).toThrow(/where a tile's numbers go/);
    expect(readBaseAddress('https://w.example.org/wmts/l/{z}/{y}/{x}.png').kind).toBe('tiles');
  });

  it('needs a layer before it is a base map', () => {
    const address = 'https://w.example.org/WMTSCapabilities.xml';
    expect(isComplete({ address })).toBe(false);
    expect(isComplete({ address, layer: 'ortho' })).toBe(true);
    expect(isComplete({ address: 'https://t.example.org/{z}/{x}/{y}.png' })).toBe(true);
  });
});

describe('what is shown around frames', () => {
  it('comes back alone where a part is switched on while all is hidden', () => {
    const tiles = switchBase(FIRST_BASE, 'tiles', true);
    expect(tiles).toEqual({ shown: true, coast: false, graticule: false, tiles: true });
    expect(showsBase(FIRST_BASE, 'coast')).toBe(false);
  });

  it('is hidden with its last part, and keeps which parts it had', () => {
    const coast = switchBase(FIRST_BASE, 'coast', true);
    expect(switchBase(coast, 'coast', false)).toEqual({ ...coast, shown: false });
  });
});
