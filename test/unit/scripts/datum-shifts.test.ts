/** What the maker of the table of coordinate systems makes of PROJ's pipelines. */
import { describe, expect, it } from 'vitest';
import { meridianOf, parametersOf } from '../../../src/scripts/lib/datum-shifts.mjs';

const TWO =
  '+proj=pipeline +step +proj=helmert +x=-171.16 +y=17.29 +z=323.31 +rx=3.1 +ry=-5.2 +rz=7.3 +s=4.5 +convention=coordinate_frame +step +inv +proj=molobadekas +x=-145.907 +y=505.034 +z=685.756 +rx=-1.162 +ry=2.347 +rz=1.592 +s=6.342 +px=-3159521.31 +py=4068151.32 +pz=3748113.85 +convention=coordinate_frame';

/** As +towgs84 is applied: seven parameters to geocentric metres. */
function shifted(parameters: readonly number[], [px, py, pz]: readonly [number, number, number]) {
  const [x = 0, y = 0, z = 0, ...turns] = parameters;
  const [rx = 0, ry = 0, rz = 0] = turns.map((turn) => (turn * Math.PI) / 648_000);
  const k = 1 + (parameters[6] ?? 0) * 1e-6;
  return [
    x + k * (px - rz * py + ry * pz),
    y + k * (rz * px + py - rx * pz),
    z + k * (-ry * px + rx * py + pz),
  ];
}

describe('the parameters of a pipeline', () => {
  // echo -3100000 4100000 3700000 0 | cct -d 7 PIPELINE
  it('are those of its steps together, one of them backwards, within two millimetres', () => {
    const found = shifted(parametersOf(TWO) ?? [], [-3.1e6, 4.1e6, 3.7e6]);
    const wanted = [-3099801.9924633, 4099696.0161835, 3699670.1862082];
    for (const [i, value] of wanted.entries()) {
      expect(Math.abs((found[i] ?? Number.NaN) - value)).toBeLessThan(2e-3);
    }
  });

  it('are none where longitude and latitude stay, and nil where only the ellipsoid changes', () => {
    const utm = '+proj=pipeline +step +inv +proj=utm +zone=32 +ellps=intl +step +proj=unitconvert';
    expect(parametersOf('+proj=noop')).toEqual([]);
    expect(parametersOf(utm)).toEqual([]);
    const nil = parametersOf(`${utm} +step +proj=cart +ellps=intl +step +inv +proj=cart`);
    expect(nil?.map(Math.abs)).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });

  it('are not said where it does other things', () => {
    expect(parametersOf('')).toBeNull();
    expect(parametersOf('+proj=pipeline +step +proj=geogoffset +dlat=-18 +dlon=4.4')).toBeNull();
    expect(parametersOf('+proj=pipeline +step +inv +proj=hgridshift +grids=a.gsb')).toBeNull();
  });

  it('count longitudes from where the step before says', () => {
    const turned =
      '+proj=pipeline +step +inv +proj=longlat +ellps=bessel +pm=0.0028 +step +proj=cart';
    expect(meridianOf(turned)).toBe('0.0028');
    expect(meridianOf('+proj=pipeline +step +inv +proj=longlat +ellps=bessel')).toBeNull();
  });
});
