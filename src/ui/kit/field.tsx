import { type ReactNode, useId } from 'react';
import css from './field.module.css';

export type FieldShell = {
  readonly label: string;
  /** 'row': label at the left; 'stack': above; 'hidden': for screen readers, where a heading says it. */
  readonly layout?: 'row' | 'stack' | 'hidden';
  /** A sentence under the field. */
  readonly help?: string | undefined;
  /** A sentence that says what is wrong; replaces the help. */
  readonly error?: string | null | undefined;
};

type FieldProps = FieldShell & {
  readonly children: (ids: {
    readonly id: string;
    readonly 'aria-describedby': string | undefined;
    readonly 'aria-invalid': true | undefined;
  }) => ReactNode;
};

/** The label, the help and the error around any control. */
export function Field({ label, layout = 'stack', help, error, children }: FieldProps) {
  const id = useId();
  const text = error ?? help;
  return (
    <div className={`${css.field} ${css[layout]}`}>
      <label htmlFor={id} className={layout === 'hidden' ? 'visually-hidden' : css.label}>
        {label}
      </label>
      <div className={css.control}>
        {children({
          id,
          'aria-describedby': text ? `${id}-text` : undefined,
          'aria-invalid': error ? true : undefined,
        })}
        {text ? (
          <p id={`${id}-text`} className={error ? css.error : css.help}>
            {text}
          </p>
        ) : null}
      </div>
    </div>
  );
}
