/** Files that lie beside a picture and say more of it: world files, .aux.xml, .prj, overviews, masks. */
import { type DescriptionItem, parseDescription } from '../../domain/acquisition/descriptions';
import type { Transform } from '../../domain/model/frame';
import type { ByteSource } from '../bytes/byte-source';
import { openSource } from '../remote/sources';
import type { BesideFile } from '../types';
import { type Pam, parsePam } from './pam';
import { parseWorldFile } from './world-file';

/** What the files beside a picture give. */
export type Beside = {
  readonly world: Transform | null;
  readonly pam: Pam | null;
  readonly projection: string | null;
  readonly overviews: ByteSource | null;
  readonly mask: ByteSource | null;
  /** Whether one holds rational polynomials. */
  readonly rpc: boolean;
  /** What the provider's text says. */
  readonly described: readonly DescriptionItem[];
  readonly remarks: readonly string[];
};

export const NOTHING_BESIDE: Beside = {
  world: null,
  pam: null,
  projection: null,
  overviews: null,
  mask: null,
  rpc: false,
  described: [],
  remarks: [],
};

/** Texts beside a picture are small; more than this is another kind of file. */
const MAX_TEXT_BYTES = 2 ** 24;

/** Reads the files beside a picture; what is not what its name says is left out, and a remark tells. */
export async function readBeside(files: readonly BesideFile[]): Promise<Beside> {
  const sources = new Map<BesideFile['role'], ByteSource>();
  for (const { role, file } of files) {
    if (!sources.has(role)) sources.set(role, await openSource(file));
  }
  const remarks: string[] = [];
  const parsed = async <T>(role: BesideFile['role'], parse: (text: string) => T | null) => {
    const source = sources.get(role);
    if (!source) return null;
    const value = source.size > MAX_TEXT_BYTES ? null : parse(await textOf(source));
    if (value === null) {
      remarks.push(
        `The file beside the picture, ${source.name}, could not be understood and is not used.`,
      );
    }
    return value;
  };
  const pam = await parsed('metadata', parsePam);
  return {
    world: await parsed('world_file', parseWorldFile),
    pam,
    rpc: sources.has('rpc') || pam?.rpc === true,
    projection: await parsed('projection', (text) => (text.trim() === '' ? null : text.trim())),
    overviews: sources.get('overviews') ?? null,
    mask: sources.get('mask') ?? null,
    described: (await parsed('description', parseDescription)) ?? [],
    remarks,
  };
}

async function textOf(source: ByteSource): Promise<string> {
  const bytes = await source.read(0, source.size);
  return new TextDecoder().decode(bytes).replaceAll('\0', '');
}
