/** Opening a picture by its address. */
import { type FormEvent, useId, useState } from 'react';
import { openAddress } from '../../commands/project/open-files';
import { sentenceOf } from '../../domain/errors';
import { useServices, useWorkspace } from '../context';
import { Button, Dialog, TextField } from '../kit';
import type { DialogContentProps } from './dialog-props';
import css from './dialogs.module.css';

export function UrlDialog({ onClose }: DialogContentProps) {
  const services = useServices();
  const locked = useWorkspace()?.document.lockedReason ?? null;
  const [address, setAddress] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const form = useId();
  const open = async () => {
    setBusy(true);
    try {
      await openAddress(services, address.trim());
      onClose();
    } catch (error) {
      setProblem(sentenceOf(error));
    } finally {
      setBusy(false);
    }
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (!busy && locked === null && address.trim() !== '') void open();
  };
  const reason = locked ?? (address.trim() === '' ? 'Write or paste an address first.' : null);
  return (
    <Dialog
      open
      title="Open an address"
      onClose={onClose}
      actions={
        <>
          <Button keys={['Esc']} onClick={onClose}>
            Cancel
          </Button>
          <Button kind="primary" submit form={form} disabled={busy} disabledReason={reason}>
            {busy ? 'Reading…' : 'Open'}
          </Button>
        </>
      }
    >
      <form id={form} noValidate onSubmit={onSubmit} className={css.stack}>
        <TextField
          label="Address of a GeoTIFF"
          type="url"
          mono
          value={address}
          example="https://example.org/scene.tif"
          error={problem}
          onChange={(text) => {
            setAddress(text);
            setProblem(null);
          }}
        />
        <p className={css.aside}>
          The picture is read in parts, as they are needed, straight from its server; nothing passes
          through anybody else. The server has to allow this page to read it: it must send an
          Access-Control-Allow-Origin header (CORS) and answer range requests. Where it does not,
          download the file and open it from this machine.
        </p>
      </form>
    </Dialog>
  );
}
