/** Holds the maps of a comparison: made when the stage appears, freed when it goes. */
import { useEffect, useRef, useState } from 'react';
import { ensureCompared } from '../../commands/frames/compare-frames';
import { openFrameRaster } from '../../commands/frames/frame-imagery';
import { notify } from '../../commands/notify';
import { runCommand } from '../../commands/registry';
import type { FrameId } from '../../domain/model/ids';
import { createCompareMap } from '../../map/compare/compare-map';
import type { RasterState } from '../../map/frame-map';
import { useDocument, useServices } from '../context';

export type Lying = { readonly byGround: boolean; readonly residual: number };

/** Puts the maps into the element that gets the ref. */
export function useCompareMap() {
  const services = useServices();
  const document = useDocument();
  const target = useRef<HTMLDivElement>(null);
  const [pictures, setPictures] = useState<ReadonlyMap<FrameId, RasterState>>(new Map());
  const [lying, setLying] = useState<Lying | null>(null);
  const [alone, setAlone] = useState<0 | 1 | null>(null);
  useEffect(() => {
    const { session, readout } = services;
    ensureCompared(services);
    const map = createCompareMap({
      document,
      session,
      readout,
      openRaster: (frame) => openFrameRaster(services, frame),
      onRasterState: (frameId, state) =>
        setPictures((known) => new Map([...known, [frameId, state]])),
      onNotice: (sentence) => notify(session, 'warn', sentence),
      onInspect: () => runCommand(services, 'box.inspect'),
      onLink: setLying,
      onAlone: setAlone,
    });
    map.setTarget(target.current);
    services.map.current = map;
    // A frame that is new, or shown from elsewhere, is compared; one that is gone no more.
    const ensure = () => ensureCompared(services);
    const stops = [session.subscribe(ensure), document.subscribe(ensure)];
    return () => {
      for (const stop of stops) stop();
      services.map.current = null;
      map.dispose();
    };
  }, [services, document]);
  return { target, pictures, lying, alone };
}
