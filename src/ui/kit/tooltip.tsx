import { Tooltip as Radix } from 'radix-ui';
import { type ReactNode, useState } from 'react';
import { leaveEscape } from './escape';
import { Keys } from './keys';
import css from './tooltip.module.css';

/** Once around each screen and dialog: tooltips that follow one another open without delay. */
export function TooltipProvider({ children }: { readonly children: ReactNode }) {
  return (
    <Radix.Provider delayDuration={450} skipDelayDuration={200} disableHoverableContent>
      {children}
    </Radix.Provider>
  );
}

export type TooltipProps = {
  /** Null for none: what a tooltip may come and go around stays the same element, with its focus. */
  readonly text: string | null;
  /** A second line: why a button is off, or what it would do. */
  readonly detail?: string | null | undefined;
  readonly keys?: readonly string[] | undefined;
  readonly side?: 'top' | 'right' | 'bottom' | 'left' | undefined;
  /** One element that takes a ref. */
  readonly children: ReactNode;
};

export function Tooltip({ text, detail, keys, side = 'bottom', children }: TooltipProps) {
  const [asked, setAsked] = useState(false);
  return (
    <Radix.Root open={asked && text !== null} onOpenChange={setAsked}>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          className={css.tooltip}
          side={side}
          sideOffset={6}
          collisionPadding={8}
          onEscapeKeyDown={leaveEscape}
        >
          <span className={css.line}>
            {text}
            <Keys keys={keys} />
          </span>
          {detail ? <span className={css.detail}>{detail}</span> : null}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
