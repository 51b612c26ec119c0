import css from './keys.module.css';

/** One key cap. */
export function Kbd({ children }: { readonly children: string }) {
  return <kbd className={css.kbd}>{children}</kbd>;
}

/** The caps of one combination, e.g. ['Ctrl', 'K']. */
export function Keys({ keys }: { readonly keys: readonly string[] | undefined }) {
  if (!keys || keys.length === 0) return null;
  return (
    <span className={css.keys}>
      {keys.map((key) => (
        <Kbd key={key}>{key}</Kbd>
      ))}
    </span>
  );
}
