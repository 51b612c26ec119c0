/** What of a WMTS's description of itself (OGC 07-057r7, section 7.1.1) is looked at, as a parser gives it. */
import { z } from 'zod';

/** The rest of a layer is kept, for who asks for its tiles. */
const Layer = z.looseObject({
  Identifier: z.string(),
  Title: z.string().optional(),
  TileMatrixSetLink: z.array(z.looseObject({ TileMatrixSet: z.string() })),
  ResourceURL: z
    .array(z.looseObject({ resourceType: z.string().optional(), format: z.string().optional() }))
    .optional(),
});
export type DescribedLayer = z.infer<typeof Layer>;

const Whole = z.looseObject({
  ServiceProvider: z.looseObject({ ProviderName: z.string().optional() }).optional(),
  Contents: z.looseObject({
    Layer: z.array(z.unknown()),
    TileMatrixSet: z.array(
      z.looseObject({ Identifier: z.string(), SupportedCRS: z.string().optional() }),
    ),
  }),
});

export type WmtsDescription = {
  readonly whole: z.infer<typeof Whole>;
  /** Those that are described far enough to be shown. */
  readonly layers: readonly DescribedLayer[];
  /** The coordinate system of each matrix set, by the set's name. */
  readonly systems: ReadonlyMap<string, string>;
  /** Who says to provide it; '' where nobody does. */
  readonly provider: string;
};

/** @returns null where the service lists no layers that could be asked for */
export function readDescription(parsed: unknown): WmtsDescription | null {
  const whole = Whole.safeParse(parsed);
  if (!whole.success) return null;
  const { Contents, ServiceProvider } = whole.data;
  const layers = Contents.Layer.flatMap((one) => {
    const layer = Layer.safeParse(one);
    return layer.success ? [layer.data] : [];
  });
  if (layers.length === 0) return null;
  const systems = Contents.TileMatrixSet.map(
    ({ Identifier, SupportedCRS }) => [Identifier, SupportedCRS ?? ''] as const,
  );
  const provider = ServiceProvider?.ProviderName?.trim() ?? '';
  return { whole: whole.data, layers, systems: new Map(systems), provider };
}
