import { Dialog as Radix } from 'radix-ui';
import { type ReactNode, type RefObject, useCallback } from 'react';
import { IconButton } from './button';
import css from './dialog.module.css';
import { closingByEscape } from './escape';
import { TooltipProvider } from './tooltip';

export type DialogProps = {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly subtitle?: string;
  /** 440, 640 or 1080 px wide; 'palette' stands high and has no heading of its own. */
  readonly size?: 'small' | 'medium' | 'large' | 'palette';
  /** At the bottom left: what the action will give. */
  readonly note?: ReactNode;
  /** At the bottom right: buttons, the main one last. */
  readonly actions?: ReactNode;
  /** Gets the focus first; else the first field or button. */
  readonly initialFocus?: RefObject<HTMLElement | null>;
  /** false: the content brings its own padding. */
  readonly padded?: boolean;
  readonly children: ReactNode;
};

/** A dialog in the middle of a dimmed window. Keeps the focus inside; Esc closes it. */
export function Dialog({
  open,
  onClose,
  title,
  subtitle,
  size = 'medium',
  note,
  actions,
  initialFocus,
  padded = true,
  children,
}: DialogProps) {
  const focusFirst = useCallback(
    (event: Event) => {
      if (!initialFocus?.current) return;
      event.preventDefault();
      initialFocus.current.focus();
    },
    [initialFocus],
  );
  const bare = size === 'palette';
  return (
    <Radix.Root open={open} onOpenChange={(next) => (next ? undefined : onClose())}>
      <Radix.Portal>
        <Radix.Overlay className={css.scrim} />
        <Radix.Content
          className={`${css.dialog} ${css[size]}`}
          aria-describedby={undefined}
          onOpenAutoFocus={focusFirst}
          onKeyDown={closingByEscape(onClose)}
        >
          <TooltipProvider>
            <div className={bare ? 'visually-hidden' : css.head}>
              <Radix.Title className={css.title}>{title}</Radix.Title>
              {subtitle ? <span className={css.subtitle}>{subtitle}</span> : null}
            </div>
            <div className={`${css.body} ${padded && !bare ? css.padded : ''}`}>{children}</div>
            {note || actions ? (
              <div className={css.foot}>
                <div className={css.note}>{note}</div>
                <div className={css.actions}>{actions}</div>
              </div>
            ) : null}
            {bare ? null : (
              <div className={css.close}>
                <IconButton icon="x" label="Close" keys={['Esc']} onClick={onClose} />
              </div>
            )}
          </TooltipProvider>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
