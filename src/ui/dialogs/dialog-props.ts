import type { RefObject } from 'react';
import type { TypedAhead } from './typed-ahead';

/** What the host gives to the dialog that it shows. */
export type DialogContentProps = { readonly onClose: () => void };

/** The same with what was typed while the dialog was being fetched. */
export type HostedProps = DialogContentProps & { readonly typed: RefObject<TypedAhead> };
