/** Which layer of a WMTS is the base map: its list is read from the service when one is to be chosen. */
import { useEffect, useRef, useState } from 'react';
import { sentenceOf } from '../../domain/errors';
import { openWmts } from '../../map/base/load-wmts';
import type { Wmts } from '../../map/base/wmts';
import { Button, Combobox, TextField } from '../kit';
import css from './dialogs.module.css';

export type WmtsLayerFieldProps = {
  readonly capabilities: string;
  /** The chosen one's identifier. */
  readonly layer: string | undefined;
  readonly readOnly: boolean;
  readonly onChoose: (layer: string, provider: string) => void;
};

/** Key it by the address. */
export function WmtsLayerField({ capabilities, layer, readOnly, onChoose }: WmtsLayerFieldProps) {
  const [service, setService] = useState<Wmts | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [asked, setAsked] = useState(layer === undefined && !readOnly ? 1 : 0);
  const choose = useRef(onChoose);
  choose.current = onChoose;

  useEffect(() => {
    if (asked === 0) return;
    let current = true;
    setProblem(null);
    openWmts(capabilities).then(
      (opened) => {
        if (!current) return;
        setService(opened);
        const [only, another] = opened.layers;
        if (only && !another) choose.current(only.id, opened.provider);
      },
      (error: unknown) => {
        if (current) setProblem(sentenceOf(error));
      },
    );
    return () => {
      current = false;
    };
  }, [capabilities, asked]);

  if (service) {
    return (
      <Combobox
        label="Layer"
        value={layer ?? ''}
        options={service.layers.map(({ id, title }) => ({
          value: id,
          label: title,
          hint: title === id ? undefined : id,
        }))}
        readOnly={readOnly}
        help={layerHelp(service, layer)}
        onCommit={(chosen) => (chosen === '' ? undefined : onChoose(chosen, service.provider))}
      />
    );
  }
  const reading = asked > 0 && problem === null;
  return (
    <div className={css.withButton}>
      <TextField
        label="Layer"
        value={layer ?? (reading ? 'Reading the layers…' : '')}
        readOnly
        error={problem}
        onChange={() => undefined}
      />
      <Button disabled={reading || readOnly} onClick={() => setAsked(asked + 1)}>
        {problem ? 'Try again' : 'Choose another…'}
      </Button>
    </div>
  );
}

function layerHelp({ layers, left }: Wmts, layer: string | undefined): string | undefined {
  const are = left === 1 ? 'is in another coordinate system' : 'are in other coordinate systems';
  const others = left > 0 ? `${left} more ${are} and cannot be shown.` : '';
  const choice = layer === undefined ? `Choose one of ${layers.length}.` : '';
  return [choice, others].filter(Boolean).join(' ') || undefined;
}
