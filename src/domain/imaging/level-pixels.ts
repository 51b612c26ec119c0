/** How large the pixels of a picture's levels are. */

type Size = { readonly width: number; readonly height: number };

/**
 * Pixels of the full picture across and down one of a level's. Overviews in files are stretched over the
 * whole picture, as GDAL has it; those made here are of whole pixels, and the last is cut at its edge.
 */
export function levelPixels(
  {
    levels,
    storedLevels = levels.length,
  }: {
    /** The full picture first, each next one coarser. */
    readonly levels: readonly Size[];
    /** How many of them the file stores; the coarser ones have pixels of exactly 2ⁿ × 2ⁿ of the last of them. */
    readonly storedLevels?: number;
  },
  index: number,
): readonly [across: number, down: number] {
  const [full, level] = [levels[0], levels[index]];
  if (!full || !level) return [1, 1];
  const stored = levels[Math.min(index, storedLevels - 1)] ?? full;
  const cut = index < storedLevels ? 1 : 2 ** (index - storedLevels + 1);
  return [(full.width / stored.width) * cut, (full.height / stored.height) * cut];
}
