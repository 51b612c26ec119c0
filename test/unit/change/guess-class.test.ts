/** What a change is taken for: ships lie on water and long alongside, what else stands on a quay is cargo. */
import { describe, expect, test } from 'vitest';
import { guessClass, isOfSomeClass } from '../../../src/domain/change/guess-class';
import { classesInOrder } from '../../../src/domain/edits/class-edits';
import { smallProject } from '../ui/support';

const classes = classesInOrder(smallProject());
const named = (category: string) => classes.filter((one) => one.category === category);

describe('the class of a proposal', () => {
  const outline = {
    lengthM: 60,
    slenderness: 5,
    pixelM: 0.5,
    radar: false,
    onGround: false,
    inland: false,
  };
  const [ship, otherShip] = named('ship');
  const [cargo] = named('cargo');

  test('on water a ship, on the quay cargo, unless it is as long as a ship', () => {
    expect(guessClass(outline, classes, null)).toBe(ship);
    expect(guessClass({ ...outline, onGround: true }, classes, null)).toBe(cargo);
    expect(guessClass({ ...outline, onGround: true, lengthM: 120 }, classes, null)).toBe(ship);
    const quay = { ...outline, onGround: true };
    expect(guessClass({ ...quay, lengthM: 120, slenderness: 1.2 }, classes, null)).toBe(cargo);
    // As long and slender as a ship, but with ground on all sides.
    expect(guessClass({ ...quay, lengthM: 120, inland: true }, classes, null)).toBe(cargo);
    expect(guessClass({ ...outline, onGround: true, lengthM: null }, classes, null)).toBe(cargo);
  });

  test('in hand is kept where it is of ships, also without a category, as imported ones are', () => {
    if (!ship) throw new Error('no class of ships');
    const imported = { ...ship, name: 'Bulk carrier', category: '' };
    expect(guessClass(outline, [...classes, imported], imported)).toBe(imported);
  });

  test('fields and clearings have the size of nothing that is boxed; ships, boats and stacks have', () => {
    const of = (lengthM: number | null, widthM: number) =>
      isOfSomeClass({ ...outline, lengthM, slenderness: (lengthM ?? 100) / widthM });
    // Metres of what is proposed between two summers of farmland.
    for (const [length, width] of [
      [310, 110],
      [150, 130],
      [221, 142],
      [195, 80],
    ] as const) {
      expect(of(length, width), `${length} × ${width}`).toBe(false);
    }
    expect(of(90, 60)).toBe(false);
    for (const [length, width] of [
      [400, 61],
      [160, 31],
      [81, 38],
      [12, 8],
      [24, 17],
    ] as const) {
      expect(of(length, width), `${length} × ${width}`).toBe(true);
    }
    expect(of(null, 90)).toBe(true);
    // A stack may be as wide as long; what lies on water may not, unless it is a small craft.
    const square = { ...outline, lengthM: 60, slenderness: 60 / 45 };
    expect(isOfSomeClass(square)).toBe(false);
    expect(isOfSomeClass({ ...square, onGround: true })).toBe(true);
    // Ships in radar pixels of 30 m are widened by what smooths speckle; harbour basins are wider still.
    const found = (lengthM: number, widthM: number, radar = true) =>
      isOfSomeClass({ ...outline, pixelM: 30, radar, lengthM, slenderness: lengthM / widthM });
    for (const [length, width] of [
      [300, 180],
      [391, 90],
      [270, 120],
    ] as const) {
      expect(found(length, width), `${length} × ${width}`).toBe(true);
    }
    expect(found(361, 300)).toBe(false);
    expect(found(210, 210)).toBe(false);
    expect(found(300, 180, false)).toBe(false);
    const coarse = { ...outline, lengthM: 361, slenderness: 4 };
    expect(isOfSomeClass(coarse)).toBe(false);
    expect(isOfSomeClass({ ...coarse, pixelM: 30 })).toBe(true);
    expect(isOfSomeClass({ ...outline, lengthM: 90, slenderness: 1.8, pixelM: 30 })).toBe(true);
  });

  test('the class in hand where it is of the kind; any where the list has none of it', () => {
    expect(guessClass(outline, classes, otherShip ?? null)).toBe(otherShip);
    expect(guessClass(outline, classes, cargo ?? null)).toBe(ship);
    expect(guessClass(outline, named('cargo'), null)).toBe(cargo);
    expect(guessClass(outline, [], null)).toBeNull();
  });
});
