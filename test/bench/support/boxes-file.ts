/** Files of any number of boxes in the application's own format, made from one box that it exported. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ROOT } from '../../../src/scripts/lib/paths.mjs';

const Named = z.looseObject({ id: z.string() });
const Exported = z.looseObject({
  quaymark: z.looseObject({
    project: Named,
    sites: z.array(Named),
    classes: z.array(Named.extend({ name: z.string(), number: z.number() })),
    frames: z.array(
      Named.extend({ raster: z.looseObject({ width: z.number(), height: z.number() }) }),
    ),
  }),
  features: z.array(z.looseObject({ properties: z.record(z.string(), z.unknown()) })).min(1),
});

export type BoxesFile = {
  readonly path: string;
  readonly boxes: number;
  /** Width and height of the picture that the boxes are strewn over, pixels. */
  readonly picture: readonly [width: number, height: number];
  /** A class and how many boxes have it. */
  readonly oneClass: { readonly name: string; readonly boxes: number };
};

/** Numbers 0 ≤ n < 1, the same in every run. */
function* evenNumbers(): Generator<number, never> {
  for (let seed = 20_230_912; ; seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0) {
    yield (seed >>> 0) / 2 ** 32;
  }
}

/**
 * Strews boxes of ship and container sizes evenly over the picture of an exported project, as a
 * project of its own: all ids are others.
 */
export async function makeBoxesFile(exported: string, boxes: number): Promise<BoxesFile> {
  const known = Exported.parse(JSON.parse(exported));
  const { project, sites, classes, frames } = known.quaymark;
  const ids = [project, ...sites, ...classes, ...frames].map(({ id }) => id);
  const renamed = ids.reduce((text, id) => text.replaceAll(`"${id}"`, `"${id}-strewn"`), exported);
  const { quaymark, features, ...head } = Exported.parse(JSON.parse(renamed));
  const [frame] = quaymark.frames;
  const [feature] = features;
  const [first] = quaymark.classes;
  if (!frame || !feature || !first) throw new Error('The exported project has no box to go by.');
  const { width, height } = frame.raster;
  const numbers = evenNumbers();
  const between = (least: number, most: number) => least + (most - least) * numbers.next().value;
  let ofFirst = 0;
  const made = Array.from({ length: boxes }, (_, i) => {
    const { name, number } = quaymark.classes[i % quaymark.classes.length] ?? first;
    if (number === first.number) ofFirst += 1;
    const id = `box_strewn-${i + 1}`;
    return {
      ...feature,
      id,
      properties: {
        ...feature.properties,
        id,
        box_number: i + 1,
        class: name,
        class_number: number,
        pixel_x: between(40, width - 40),
        pixel_y: between(40, height - 40),
        pixel_length: between(10, 40),
        pixel_width: between(4, 10),
        keel_angle_rad: between(-3.1, 3.1),
      },
    };
  });
  const file = { ...head, quaymark: { ...quaymark, box_count: boxes }, features: made };
  const folder = join(ROOT, 'test/.cache');
  await mkdir(folder, { recursive: true });
  const path = join(folder, `boxes-${boxes}.geojson`);
  await writeFile(path, JSON.stringify(file));
  const oneClass = { name: first.name, boxes: ofFirst };
  return { path, boxes, picture: [width, height], oneClass };
}
