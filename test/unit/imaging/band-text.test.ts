import { describe, expect, it } from 'vitest';
import { bandText } from '../../../src/domain/imaging/band-text';

describe('what a band is called', () => {
  it('writes infrared bands as analysts do, numbered ones apart', () => {
    expect(['B08 nir', 'nir', 'B11 swir1', 'swir_2', 'vnir', 'B8 (nir)'].map(bandText)).toEqual([
      'B08 NIR',
      'NIR',
      'B11 SWIR 1',
      'SWIR 2',
      'VNIR',
      'B8 (NIR)',
    ]);
  });

  it('reads the tenths of micrometres that STAC names short-wave bands by', () => {
    // https://github.com/stac-extensions/eo: swir16 1.55 to 1.75, swir22 2.08 to 2.35 micrometres
    expect(['swir16', 'swir22', 'nir08'].map(bandText)).toEqual([
      'SWIR 1.6 µm',
      'SWIR 2.2 µm',
      'NIR 08',
    ]);
  });

  it('leaves all other names as they are', () => {
    const names = ['B02 blue', 'near infrared', 'VV', 'Gray', 'souvenir', 'tirana', 'NDVI', ''];
    expect(names.map(bandText)).toEqual(names);
  });
});
