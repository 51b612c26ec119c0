import { Popover as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import css from './popover.module.css';

export type PopoverProps = {
  /** One button that takes a ref. */
  readonly trigger: ReactNode;
  /** Its name to screen readers. */
  readonly label: string;
  readonly align?: 'start' | 'end' | 'center';
  readonly side?: 'top' | 'right' | 'bottom' | 'left';
  readonly open?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
  readonly children: ReactNode;
};

/** A small panel beside the button that opens it. */
export function Popover({
  trigger,
  label,
  align = 'start',
  side = 'bottom',
  children,
  ...state
}: PopoverProps) {
  return (
    <Radix.Root {...state}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          className={css.popover}
          aria-label={label}
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={8}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
