import { useVirtualizer } from '@tanstack/react-virtual';
import { type HTMLAttributes, type ReactNode, type Ref, useImperativeHandle, useRef } from 'react';
import css from './virtual-list.module.css';

export type VirtualListHandle = {
  scrollToIndex(index: number): void;
  focus(): void;
};

export type VirtualListProps = Omit<HTMLAttributes<HTMLDivElement>, 'children'> & {
  readonly count: number;
  /** Pixels; one for all rows, or by index. */
  readonly rowHeight: number | ((index: number) => number);
  readonly rowKey: (index: number) => string | number;
  readonly row: (index: number) => ReactNode;
  readonly handle?: Ref<VirtualListHandle>;
};

/**
 * A scrolling list of any length that keeps only the rows in view in the page. Other properties
 * (role, label, keys, aria-activedescendant) go to the scrolling element.
 */
export function VirtualList({ count, rowHeight, rowKey, row, handle, ...rest }: VirtualListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: typeof rowHeight === 'number' ? () => rowHeight : rowHeight,
    getItemKey: rowKey,
    overscan: 12,
  });
  useImperativeHandle(handle, () => ({
    scrollToIndex: (index) => virtual.scrollToIndex(index, { align: 'auto' }),
    focus: () => scroller.current?.focus({ preventScroll: true }),
  }));
  return (
    <div {...rest} ref={scroller} className={`${css.scroller} ${rest.className ?? ''}`}>
      <div role="presentation" className={css.all} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => (
          <div
            key={item.key}
            role="presentation"
            className={css.row}
            style={{ height: item.size, transform: `translateY(${item.start}px)` }}
          >
            {row(item.index)}
          </div>
        ))}
      </div>
    </div>
  );
}
