/** Small things that show and do not act. */
import { type ReactNode, useId, useState } from 'react';
import css from './bits.module.css';
import { IconButton } from './button';
import { Icon } from './icon';

export type Tone = 'info' | 'ok' | 'warn' | 'bad';
const TONE_ICONS = { info: 'info', ok: 'check', warn: 'triangle-alert', bad: 'circle-alert' };

/** The colour of a class; the word beside it names the class. color: '#rrggbb'. */
export function Swatch({ color, size = 10 }: { readonly color: string; readonly size?: number }) {
  return (
    <span
      className={css.swatch}
      style={{ background: color, width: size, height: size }}
      aria-hidden
    />
  );
}

export type BadgeProps = {
  /** 'over' stands on a picture. */
  readonly tone?: 'plain' | 'over' | Tone;
  readonly title?: string | undefined;
  readonly children: ReactNode;
};

export function Badge({ tone = 'plain', title, children }: BadgeProps) {
  return (
    <span className={`${css.badge} ${css[tone]}`} title={title}>
      {tone === 'plain' || tone === 'over' ? null : <Icon name={TONE_ICONS[tone]} size={12} />}
      {children}
    </span>
  );
}

/** A word with its icon and colour, in the text. */
export function Status({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) {
  return (
    <span className={`${css.status} ${css[tone]}`}>
      <Icon name={TONE_ICONS[tone]} size={14} />
      {children}
    </span>
  );
}

export type SectionProps = {
  readonly title: string;
  /** In grey at the right of the heading. */
  readonly aside?: ReactNode;
  /** A button at the right of the heading. */
  readonly action?: ReactNode;
  readonly collapsible?: boolean;
  readonly children: ReactNode;
};

/** A part of a panel under a heading, with a rule below. */
export function Section({ title, aside, action, collapsible = false, children }: SectionProps) {
  const [open, setOpen] = useState(true);
  const id = useId();
  const heading = <h3 className={css.sectionTitle}>{title}</h3>;
  return (
    <section className={css.section} aria-label={title}>
      <header className={css.sectionHead}>
        {collapsible ? (
          <button
            type="button"
            className={css.fold}
            aria-expanded={open}
            aria-controls={id}
            onClick={() => setOpen(!open)}
          >
            <Icon name={open ? 'chevron-down' : 'chevron-right'} size={14} />
            {heading}
          </button>
        ) : (
          heading
        )}
        {aside ? <span className={css.aside}>{aside}</span> : null}
        {action}
      </header>
      <div id={id} hidden={!open} className={css.sectionBody}>
        {children}
      </div>
    </section>
  );
}

export type EmptyStateProps = {
  readonly icon?: string;
  readonly title: string;
  readonly text?: string;
  /** Buttons. */
  readonly children?: ReactNode;
};

/** Says what is missing and what to do. */
export function EmptyState({ icon, title, text, children }: EmptyStateProps) {
  return (
    <div className={css.empty}>
      {icon ? <Icon name={icon} size={24} /> : null}
      <p className={css.emptyTitle}>{title}</p>
      {text ? <p className={css.emptyText}>{text}</p> : null}
      {children ? <div className={css.emptyActions}>{children}</div> : null}
    </div>
  );
}

export type NoticeBarProps = {
  readonly tone: Tone;
  readonly text: string;
  readonly details?: readonly string[];
  /** Buttons. */
  readonly actions?: ReactNode;
  readonly onDismiss?: () => void;
};

/** A sentence that needs the eye. Bad news interrupts a screen reader, other news waits. */
export function NoticeBar({ tone, text, details = [], actions, onDismiss }: NoticeBarProps) {
  return (
    <div
      className={`${css.notice} ${css[`edge-${tone}`]}`}
      role={tone === 'bad' ? 'alert' : 'status'}
    >
      <span className={css[tone]}>
        <Icon name={TONE_ICONS[tone]} />
      </span>
      <div className={css.noticeText}>
        <p className="selectable">{text}</p>
        {details.length > 0 ? (
          <ul className={css.details}>
            {details.map((detail) => (
              <li key={detail} className="selectable">
                {detail}
              </li>
            ))}
          </ul>
        ) : null}
      </div>
      {actions ? <div className={css.noticeActions}>{actions}</div> : null}
      {onDismiss ? <IconButton size="small" icon="x" label="Dismiss" onClick={onDismiss} /> : null}
    </div>
  );
}

export type ProgressBarProps = {
  readonly label: string;
  /** 0…1, or null where the total is not known. */
  readonly fraction: number | null;
};

/** A thin line that fills. */
export function ProgressBar({ label, fraction }: ProgressBarProps) {
  const percent = fraction === null ? null : Math.round(100 * Math.min(1, Math.max(0, fraction)));
  return (
    <div
      className={css.progress}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent ?? undefined}
    >
      <div
        className={percent === null ? css.unknown : css.filled}
        style={percent === null ? undefined : { width: `${percent}%` }}
      />
    </div>
  );
}

/**
 * The head of a table: what stands in each column.
 * @param action what the buttons at the end of the rows do, for those who do not see them
 */
export function ColumnHeads({
  columns,
  action,
}: {
  readonly columns: readonly string[];
  readonly action?: string;
}) {
  return (
    <thead>
      <tr>
        {columns.map((column) => (
          <th key={column} scope="col">
            {column}
          </th>
        ))}
        {action ? (
          <th scope="col">
            <span className="visually-hidden">{action}</span>
          </th>
        ) : null}
      </tr>
    </thead>
  );
}
