/** What the host gives to the dialog that it shows. */
export type DialogContentProps = { readonly onClose: () => void };
