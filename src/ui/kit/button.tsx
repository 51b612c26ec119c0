import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import css from './button.module.css';
import { Icon } from './icon';
import { Keys } from './keys';
import { Tooltip } from './tooltip';

type Native = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'type' | 'disabled' | 'className'>;

export type ButtonProps = Native & {
  readonly kind?: 'primary' | 'default' | 'quiet' | 'danger';
  readonly size?: 'normal' | 'big';
  readonly icon?: string;
  readonly keys?: readonly string[] | undefined;
  /** A sentence makes the button unavailable and is its tooltip; it stays reachable by keyboard. */
  readonly disabledReason?: string | null;
  readonly disabled?: boolean;
  readonly submit?: boolean;
  readonly ref?: Ref<HTMLButtonElement>;
  readonly children: ReactNode;
};

export function Button({
  kind = 'default',
  size = 'normal',
  icon,
  keys,
  disabledReason = null,
  disabled = false,
  submit = false,
  onClick,
  children,
  ...rest
}: ButtonProps) {
  const off = disabled || disabledReason !== null;
  return (
    <Tooltip text={disabledReason}>
      <button
        {...rest}
        type={submit ? 'submit' : 'button'}
        className={`${css.button} ${css[kind]} ${css[size]}`}
        aria-disabled={off || undefined}
        onClick={(event) => (off ? event.preventDefault() : onClick?.(event))}
      >
        {icon ? <Icon name={icon} /> : null}
        <span className={css.text}>{children}</span>
        <Keys keys={keys} />
      </button>
    </Tooltip>
  );
}

export type IconButtonProps = Native & {
  readonly icon: string;
  /** What it does: its name to screen readers and its tooltip. */
  readonly label: string;
  readonly keys?: readonly string[] | undefined;
  readonly detail?: string | null | undefined;
  readonly disabledReason?: string | null | undefined;
  /** For toggles and tools. */
  readonly pressed?: boolean | undefined;
  /** 'rail' is 36 px with the key's letter in the corner. */
  readonly size?: 'small' | 'normal' | 'rail';
  readonly side?: 'top' | 'right' | 'bottom' | 'left';
  readonly ref?: Ref<HTMLButtonElement>;
};

export function IconButton({
  icon,
  label,
  keys,
  detail,
  disabledReason = null,
  pressed,
  size = 'normal',
  side,
  onClick,
  ...rest
}: IconButtonProps) {
  const off = disabledReason !== null;
  return (
    <Tooltip text={label} detail={disabledReason ?? detail} keys={keys} side={side}>
      <button
        {...rest}
        type="button"
        className={`${css.iconButton} ${css[size]}`}
        aria-label={label}
        aria-pressed={pressed}
        aria-disabled={off || undefined}
        onClick={(event) => (off ? event.preventDefault() : onClick?.(event))}
      >
        <Icon name={icon} size={size === 'rail' ? 18 : 16} />
        {size === 'rail' && keys?.length === 1 ? (
          <span className={css.letter} aria-hidden>
            {keys[0]}
          </span>
        ) : null}
      </button>
    </Tooltip>
  );
}
