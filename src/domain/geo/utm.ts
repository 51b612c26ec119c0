/** Universal Transverse Mercator zones of WGS 84. */
import type { Georef } from '../model/frame';
import type { LonLat } from '../model/units';
import { wrapLongitude } from './geodesy';

export type UtmCrs = Pick<Georef, 'epsg' | 'crsName' | 'proj4'> & { readonly epsg: number };

/** The zone's coordinate system; zones are numbered 1 to 60. */
export function utmCrs(zone: number, south: boolean): UtmCrs {
  return {
    epsg: (south ? 32700 : 32600) + zone,
    crsName: `WGS 84 / UTM zone ${zone}${south ? 'S' : 'N'}`,
    proj4: `+proj=utm +zone=${zone}${south ? ' +south' : ''} +datum=WGS84 +units=m +no_defs`,
  };
}

/** The regular zone that holds a place (the exceptions around Norway are not made). */
export function utmCrsAt([lon, lat]: LonLat): UtmCrs {
  const zone = Math.min(60, Math.floor((wrapLongitude(lon) + 180) / 6) + 1);
  return utmCrs(zone, lat < 0);
}
