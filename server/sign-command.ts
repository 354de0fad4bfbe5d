import { parseArgs } from 'node:util';
import { Misuse, type Command, type Terminal } from './command.js';
import { readKeyFile, readPassphrase } from './key-files.js';
import { longTermMeans, longTermOptions, type LongTermMeans } from './long-term-options.js';
import {
  KeyRefusal,
  PdfRefusal,
  signFile,
  SignFileRefusal,
  type CertificationLevel,
  type SignaturePlacement,
  type SignatureLevel,
} from './pdf/index.js';
import { placementAtTag, writePreview } from './signature-view.js';

export const signUsage =
  'noken sign FILE --p12 KEY.p12 --passphrase-file F [--at PAGE,X,Y,W,H | --at-tag TAG | --field NAME] [--reason TEXT] ' +
  '[--certify 1|2|3] [--level B-B|B-T|B-LT|B-LTA] [--tsa URL] [--trust FOLDER] [--evidence FOLDER] [--allow HOST]… -o OUT' +
  '   (F "-": standard input); or, to see it first, noken sign FILE --preview OUT.png --name NAME [--at … | --at-tag …]';

/**
 * Signs one PDF with a PKCS #12 key (PAdES B-B; B-T with `--tsa`, or as `--level` says) and writes the signed one
 * beside it; nothing is ever overwritten.
 *
 * @returns 0, or 1 when it was refused: the code is on standard error
 */
export const signCommand: Command = async (args, terminal) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      p12: { type: 'string' },
      'passphrase-file': { type: 'string' },
      at: { type: 'string' },
      'at-tag': { type: 'string' },
      preview: { type: 'string' },
      name: { type: 'string' },
      field: { type: 'string' },
      reason: { type: 'string' },
      certify: { type: 'string' },
      level: { type: 'string' },
      ...longTermOptions,
      output: { type: 'string', short: 'o' },
    },
    allowPositionals: true,
  });
  const [file] = positionals;
  const { p12, output, 'passphrase-file': passphraseFile } = values;
  const places = [values.at, values['at-tag'], values.field].filter((place) => place !== undefined);
  if (places.length > 1) throw new Misuse('Of --at, --at-tag and --field, one at most: each says where.');
  if (values.preview !== undefined) return showFirst(file, values.preview, values, terminal);
  if (values.name !== undefined)
    throw new Misuse('--name is for --preview: a signature bears the certificate’s.');
  if (positionals.length !== 1 || !file || !p12 || !output || !passphraseFile) throw new Misuse(signUsage);
  const chosen = values.at === undefined ? undefined : placementOf(values.at);
  const certify = values.certify === undefined ? undefined : certificationOf(values.certify);
  const means = meansFor(values.level, await longTermMeans(values));
  const passphrase = await readPassphrase(passphraseFile);
  try {
    const placement = await placed(file, chosen, values['at-tag']);
    const name = await signFile({
      file,
      out: output,
      p12: await readKeyFile(p12),
      passphrase,
      at: new Date(),
      ...means,
      ...(placement && { placement }),
      ...(certify && { certify }),
      ...(values.field !== undefined && { existingField: values.field }),
      ...(values.reason !== undefined && { reason: values.reason }),
    });
    terminal.out(`${output}: signed by ${name}`);
    return 0;
  } catch (error) {
    return refused(error, terminal);
  } finally {
    passphrase.fill(0);
  }
};

function refused(error: unknown, terminal: Terminal): number {
  if (!(error instanceof SignFileRefusal || error instanceof PdfRefusal || error instanceof KeyRefusal))
    throw error;
  terminal.err(`Not signed: ${error.message}`);
  return 1;
}

async function placed(
  file: string,
  chosen: SignaturePlacement | undefined,
  tag: string | undefined,
): Promise<SignaturePlacement | undefined> {
  return tag === undefined ? chosen : placementAtTag(file, tag);
}

/** Draws what the signature would look like; no key is named, and none is opened. */
async function showFirst(
  file: string | undefined,
  out: string,
  how: { at?: string; 'at-tag'?: string; name?: string; p12?: string; output?: string; field?: string },
  terminal: Terminal,
): Promise<number> {
  if (!file || !how.name || how.p12 !== undefined || how.output !== undefined || how.field !== undefined)
    throw new Misuse(signUsage);
  const chosen = how.at === undefined ? undefined : placementOf(how.at);
  try {
    const placement = await placed(file, chosen, how['at-tag']);
    await writePreview(file, out, { name: how.name, ...(placement && { placement }) });
    terminal.out(`${out}: not signed, only drawn`);
    return 0;
  } catch (error) {
    return refused(error, terminal);
  }
}

const levels: readonly SignatureLevel[] = ['B-B', 'B-T', 'B-LT', 'B-LTA'];

/** What is said of a level has to be there before a key is opened. */
function meansFor(wanted: string | undefined, means: LongTermMeans) {
  const level = levels.find((each) => each === wanted);
  if (wanted !== undefined && !level) throw new Misuse(`--level ${wanted} is none of ${levels.join(', ')}.`);
  if (level && level !== 'B-B' && !means.timestamp) throw new Misuse(`--level ${level} takes --tsa.`);
  if ((level === 'B-LT' || level === 'B-LTA') && !means.revocation)
    throw new Misuse(`--level ${level} takes --evidence or --allow.`);
  return { ...means, ...(level && { level }) };
}

function certificationOf(text: string): CertificationLevel {
  const level = ([1, 2, 3] as const).find((each) => String(each) === text);
  if (!level) throw new Misuse(`--certify ${text} is none of 1, 2, 3.`);
  return level;
}

function placementOf(text: string): SignaturePlacement {
  const numbers = text.split(',').map(Number);
  const [page = 0, x = 0, y = 0, width = 0, height = 0] = numbers;
  const good = numbers.length === 5 && numbers.every(Number.isFinite) && Number.isInteger(page) && page >= 1;
  if (!good || width <= 0 || height <= 0) throw new Misuse(`--at ${text} is not PAGE,X,Y,W,H (points).`);
  return { page, rect: { x, y, width, height } };
}
