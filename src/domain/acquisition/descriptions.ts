/**
 * Texts that providers deliver beside an image and that describe it: Landsat's _MTL, Maxar's .IMD and .XML,
 * Planet's _metadata, Airbus' DIM_. Read once, when the image is opened with them; they are no part of the frame.
 */

export type DescriptionItem = { readonly name: string; readonly value: string };

const ENDING = /\.(tiff?|gtiff)$/;
/** Maxar's and Airbus' number of a tile, which the text for all tiles has not. */
const TILE = /_r\d+c\d+/;
const LANDSAT = /^(.+)_mtl\.(?:txt|xml|json)$/;
const PLANET = /^(.+)_metadata(?:_clip)?\.(?:xml|json)$/;
const AIRBUS = /^dim_(.+)\.xml$/;
const MAXAR = /^(.+)\.(?:imd|xml)$/;

/** Whether a text describes an image, by their names. Case does not count. */
export function describesImage(imageName: string, name: string): boolean {
  const image = imageName.toLowerCase();
  const file = name.toLowerCase();
  if (!ENDING.test(image)) return false;
  const begins = (form: RegExp, before: string) => {
    const [, stem] = form.exec(file) ?? [];
    const start = `${before}${stem}`;
    // With a whole part of its name: scene 45 is not scene 450.
    return (
      stem !== undefined && image.startsWith(start) && /[-_.]/.test(image.charAt(start.length))
    );
  };
  if (begins(LANDSAT, '') || begins(PLANET, '') || begins(AIRBUS, 'img_')) return true;
  const [, stem] = MAXAR.exec(file) ?? [];
  return stem?.replace(TILE, '') === image.replace(ENDING, '').replace(TILE, '');
}

const RPC_BESIDE = [/^(.+)\.rpb$/, /^(.+)_rpc\.(?:txt|xml)$/] as const;
const RPC_OF_AIRBUS = /^rpc_(.+)\.xml$/;

/** Whether a file holds the rational polynomials (RPC) of an image, by their names. Case does not count. */
export function holdsRpc(imageName: string, name: string): boolean {
  const image = imageName.toLowerCase().replace(ENDING, '');
  const file = name.toLowerCase();
  for (const form of RPC_BESIDE) {
    const [, stem] = form.exec(file) ?? [];
    if (stem !== undefined && stem.replace(TILE, '') === image.replace(TILE, '')) return true;
  }
  const [, scene] = RPC_OF_AIRBUS.exec(file) ?? [];
  return scene !== undefined && image.replace(/^img_/, '').startsWith(scene);
}

/** Elements that hold nothing but text; 'name = value' lines; names and values of JSON. */
const ELEMENT = /<(?:\w+:)?(\w+)(?:\s[^<>]*)?>([^<>]*)<\//g;
const LINE = /^[ \t]*(\w+)[ \t]*=[ \t]*([^\n;]*)/gm;
const MEMBER = /"([\w:]+)"[ ]?:[ ]?("[^"]*"|[-+.\deE]+)/g;

/** What a text says, whatever it is written in; nothing where it is neither XML, JSON nor lines. */
export function parseDescription(text: string): readonly DescriptionItem[] {
  const [first] = text.trimStart();
  const form = first === '<' ? ELEMENT : first === '{' ? MEMBER : LINE;
  return [...text.matchAll(form)].map(([, name = '', value = '']) => ({
    name,
    value: value.trim().replace(/^"(.*)"$/, '$1'),
  }));
}
