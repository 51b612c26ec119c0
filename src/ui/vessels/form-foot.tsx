/** The foot of a form in a table or a panel: taking the record away, leaving, or storing what is typed. */
import { Button } from '../kit';
import css from './vessels-screen.module.css';

export type FormFootProps = {
  /** What storing is called: 'Save the count'. */
  readonly save: string;
  readonly onClose: () => void;
  /** Only where there is a record to take away. */
  readonly onRemove?: (() => void) | undefined;
};

export function FormFoot({ save, onClose, onRemove }: FormFootProps) {
  return (
    <div className={css.formActions}>
      {onRemove ? (
        <Button kind="quiet" icon="trash-2" onClick={onRemove}>
          Remove
        </Button>
      ) : null}
      <span className={css.space} />
      <Button kind="quiet" onClick={onClose}>
        Cancel
      </Button>
      <Button kind="primary" submit>
        {save}
      </Button>
    </div>
  );
}
