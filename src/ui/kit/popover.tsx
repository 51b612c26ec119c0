import { Popover as Radix } from 'radix-ui';
import { type ReactNode, useState } from 'react';
import { closingByEscape } from './escape';
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
  open,
  onOpenChange,
  children,
}: PopoverProps) {
  const [ownOpen, setOwnOpen] = useState(false);
  const change = (next: boolean) => {
    setOwnOpen(next);
    onOpenChange?.(next);
  };
  return (
    <Radix.Root open={open ?? ownOpen} onOpenChange={change}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          className={css.popover}
          aria-label={label}
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={8}
          onKeyDown={closingByEscape(() => change(false))}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
