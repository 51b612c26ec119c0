/** JSON in colours: keys apart from values. */
import css from './json-text.module.css';

const TOKEN = /("(?:[^"\\]|\\.)*")(\s*:)?|(-?\d[\d.eE+-]*|true|false|null)|([^"\d\-tfn]+|.)/g;

/** @param text JSON over several lines */
export function JsonText({ text }: { readonly text: string }) {
  const tokens = [...compact(text).matchAll(TOKEN)];
  return (
    <pre className={`${css.json} selectable`}>
      {tokens.map((token) => {
        const [whole, string, colon, value] = token;
        const kind = string ? (colon ? css.key : css.text) : value ? css.value : undefined;
        return kind ? (
          <span key={token.index} className={kind}>
            {whole}
          </span>
        ) : (
          whole
        );
      })}
    </pre>
  );
}

/** Pairs of numbers in one line each, as people read coordinates. */
function compact(text: string): string {
  return text.replaceAll(/\[\s+(-?[\d.e+-]+),\s+(-?[\d.e+-]+)\s+\]/g, '[$1, $2]');
}
