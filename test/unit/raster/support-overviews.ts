/** Overviews in memory. */

import { type OverviewFiles, overviewHeader } from '../../../src/raster/overview-making/make';
import type { OverviewHeader } from '../../../src/raster/overviews/journal';
import { Overviews } from '../../../src/raster/overviews/reader';
import type { TiledImage } from '../../../src/raster/pictures/tiled-image';

/** Files in memory, of which a crash loses what was not flushed. */
export class MemoryFiles implements OverviewFiles {
  journal = '';
  tiles = new Uint8Array(0);
  steps = 0;
  constructor(private readonly onFlush: () => void = () => undefined) {}

  appendLine(line: string, at: number): void {
    this.journal = this.journal.slice(0, at) + line;
    this.steps++;
  }

  writeTiles(bytes: Uint8Array<ArrayBuffer>, at: number): void {
    const grown = new Uint8Array(Math.max(this.tiles.length, at + bytes.length));
    grown.set(this.tiles);
    grown.set(bytes, at);
    this.tiles = grown;
  }

  readTile(offset: number, bytes: number): Uint8Array<ArrayBuffer> {
    return this.tiles.slice(offset, offset + bytes);
  }

  flush(): void {
    this.onFlush();
  }

  blob(): Blob {
    return new Blob([this.tiles]);
  }
}

export function wantedOf(image: TiledImage): OverviewHeader {
  const header = overviewHeader(image);
  if (!header) throw new Error('This image should want overviews.');
  return header;
}

export function opened(files: MemoryFiles, image: TiledImage): Overviews {
  const overviews = Overviews.open(files.journal, files.blob(), wantedOf(image));
  if (!overviews) throw new Error('The overviews should be complete.');
  return overviews;
}
