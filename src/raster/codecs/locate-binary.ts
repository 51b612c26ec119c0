/**
 * Where Emscripten's loaders find the binary of a codec: at its address in the built program; beside the
 * loader where there is a file system, as in tests.
 * @param url of the binary as it is built in
 */
export const locateBinary =
  (url: string) =>
  (file: string, folder: string): string =>
    /^(https?:|blob:|$)/.test(folder) ? url : folder + file;
