import { ContextMenu as Context, DropdownMenu as Dropdown } from 'radix-ui';
import type { ReactNode } from 'react';
import { Icon } from './icon';
import { Keys } from './keys';
import css from './menu.module.css';

export type MenuItem = {
  readonly kind?: 'item';
  readonly id: string;
  readonly label: string;
  readonly icon?: string | undefined;
  readonly keys?: readonly string[] | undefined;
  /** Shown at the right in grey. */
  readonly hint?: string | undefined;
  /** A sentence that says why it cannot be chosen now; shown as its title. */
  readonly disabledReason?: string | null | undefined;
  /** For a choice or a toggle: whether it is on. */
  readonly checked?: boolean | undefined;
  readonly danger?: boolean | undefined;
  readonly onSelect: () => void;
};
export type MenuEntry =
  | MenuItem
  | { readonly kind: 'separator'; readonly id: string }
  | { readonly kind: 'heading'; readonly id: string; readonly label: string }
  | {
      readonly kind: 'sub';
      readonly id: string;
      readonly label: string;
      readonly icon?: string | undefined;
      readonly entries: readonly MenuEntry[];
    };

/** Both menus are made of the same parts under other names. */
type Parts = {
  readonly Item: typeof Dropdown.Item;
  readonly CheckboxItem: typeof Dropdown.CheckboxItem;
  readonly Separator: typeof Dropdown.Separator;
  readonly Label: typeof Dropdown.Label;
  readonly Sub: typeof Dropdown.Sub;
  readonly SubTrigger: typeof Dropdown.SubTrigger;
  readonly SubContent: typeof Dropdown.SubContent;
  readonly Portal: typeof Dropdown.Portal;
};

function ItemBody({ item }: { readonly item: MenuItem }) {
  const icon = item.checked ? 'check' : item.icon;
  return (
    <>
      <span className={css.lead}>{icon ? <Icon name={icon} /> : null}</span>
      <span className={css.label}>{item.label}</span>
      {item.hint ? <span className={css.hint}>{item.hint}</span> : null}
      <Keys keys={item.keys} />
    </>
  );
}

function Entry({ entry, parts: P }: { readonly entry: MenuEntry; readonly parts: Parts }) {
  if (entry.kind === 'separator') return <P.Separator className={css.separator} />;
  if (entry.kind === 'heading') return <P.Label className={css.heading}>{entry.label}</P.Label>;
  if (entry.kind === 'sub') {
    return (
      <P.Sub>
        <P.SubTrigger className={css.item}>
          <span className={css.lead}>{entry.icon ? <Icon name={entry.icon} /> : null}</span>
          <span className={css.label}>{entry.label}</span>
          <Icon name="chevron-right" size={14} />
        </P.SubTrigger>
        <P.Portal>
          <P.SubContent className={css.menu} collisionPadding={8} sideOffset={4}>
            <Entries entries={entry.entries} parts={P} />
          </P.SubContent>
        </P.Portal>
      </P.Sub>
    );
  }
  const shared = {
    className: `${css.item} ${entry.danger ? css.danger : ''}`,
    disabled: typeof entry.disabledReason === 'string',
    title: entry.disabledReason ?? undefined,
    textValue: entry.label,
    onSelect: entry.onSelect,
  };
  if (entry.checked !== undefined) {
    return (
      <P.CheckboxItem {...shared} checked={entry.checked}>
        <ItemBody item={entry} />
      </P.CheckboxItem>
    );
  }
  return (
    <P.Item {...shared}>
      <ItemBody item={entry} />
    </P.Item>
  );
}

/** Entries, or what gives them when the menu opens, so that what is possible then is shown. */
export type MenuEntries = readonly MenuEntry[] | (() => readonly MenuEntry[]);

function Entries({ entries, parts }: { readonly entries: MenuEntries; readonly parts: Parts }) {
  const list = typeof entries === 'function' ? entries() : entries;
  return list.map((entry) => <Entry key={entry.id} entry={entry} parts={parts} />);
}

export type MenuProps = {
  readonly entries: MenuEntries;
  readonly align?: 'start' | 'end';
  readonly side?: 'top' | 'bottom' | 'right';
  /** What opens it: one button that takes a ref. */
  readonly children: ReactNode;
};

/** Keys pressed in an open menu choose in it; the program's commands do not hear them. */
const keepKeys = { onKeyDown: (event: { stopPropagation(): void }) => event.stopPropagation() };

/** A menu under a button. */
export function Menu({ entries, align = 'start', side = 'bottom', children }: MenuProps) {
  return (
    <Dropdown.Root modal={false}>
      <Dropdown.Trigger asChild>{children}</Dropdown.Trigger>
      <Dropdown.Portal>
        <Dropdown.Content
          className={css.menu}
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={8}
          {...keepKeys}
        >
          <Entries entries={entries} parts={Dropdown} />
        </Dropdown.Content>
      </Dropdown.Portal>
    </Dropdown.Root>
  );
}

export type ContextMenuProps = {
  readonly entries: MenuEntries;
  /** Before it opens, to select what was pressed on. */
  readonly onOpen?: () => void;
  /** One element that takes a ref. */
  readonly children: ReactNode;
};

/** A menu at the pointer, by the right button or the menu key. */
export function ContextMenu({ entries, onOpen, children }: ContextMenuProps) {
  return (
    <Context.Root modal={false} onOpenChange={(open) => (open ? onOpen?.() : undefined)}>
      <Context.Trigger asChild>{children}</Context.Trigger>
      <Context.Portal>
        <Context.Content className={css.menu} collisionPadding={8} {...keepKeys}>
          <Entries entries={entries} parts={Context} />
        </Context.Content>
      </Context.Portal>
    </Context.Root>
  );
}
