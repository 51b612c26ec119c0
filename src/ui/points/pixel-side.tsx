/** The side of a point that is a pixel of a picture: clicked there, or typed. */
import { formatPixel } from '../../domain/geo/format-numbers';
import type { PixelXY } from '../../domain/model/units';
import { TypedSide } from './point-table';

export type PixelSideProps = {
  readonly label: string;
  readonly pixel: PixelXY | null;
  readonly onValue: (pixel: PixelXY) => void;
};

export function PixelSide({ label, pixel, onValue }: PixelSideProps) {
  return (
    <TypedSide
      label={label}
      shown={pixel ? formatPixel(pixel) : ''}
      example="1204.5, 877.0"
      parse={typedPixel}
      hint="Write column and row, as 1204.5, 877."
      onValue={onValue}
    />
  );
}

/** '1 204.5, 877.0' as it is shown, or '1204.5 877'; null for anything else. */
function typedPixel(text: string): PixelXY | null {
  const plain = text
    .replace(/\u202f/g, '')
    .replace(/\u2212/g, '-')
    .trim();
  const [, x, y] = /^(-?\d+(?:\.\d+)?)\s*[,;\s]\s*(-?\d+(?:\.\d+)?)$/.exec(plain) ?? [];
  return x !== undefined && y !== undefined ? [Number(x), Number(y)] : null;
}
