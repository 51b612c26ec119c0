/** Holds the map of the open project: made when the pane appears, freed when it goes. */
import { useEffect, useRef, useState } from 'react';
import { neighboursOf } from '../../commands/frame-order';
import { openFrameRaster } from '../../commands/frames/frame-imagery';
import { notify } from '../../commands/notify';
import { runCommand } from '../../commands/registry';
import type { FrameId } from '../../domain/model/ids';
import { createFrameMap, type RasterState } from '../../map/frame-map';
import { useDocument, useServices } from '../context';

/** What became of the picture of the frame asked for last. */
export type ShownPicture = { readonly frameId: FrameId; readonly state: RasterState };

/** Puts the map into the element that gets the ref. */
export function useFrameMap() {
  const services = useServices();
  const document = useDocument();
  const target = useRef<HTMLDivElement>(null);
  const [picture, setPicture] = useState<ShownPicture | null>(null);
  useEffect(() => {
    const { session, readout } = services;
    const map = createFrameMap({
      document,
      session,
      readout,
      openRaster: (frame) => openFrameRaster(services, frame),
      neighbours: (frame) => neighboursOf(document, frame),
      onRasterState: (frameId, state) => setPicture({ frameId, state }),
      onNotice: (sentence) => notify(session, 'warn', sentence),
      onInspect: () => runCommand(services, 'box.inspect'),
    });
    map.setTarget(target.current);
    services.map.current = map;
    return () => {
      services.map.current = null;
      map.dispose();
    };
  }, [services, document]);
  return { target, picture };
}
