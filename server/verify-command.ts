import { parseArgs } from 'node:util';
import { reportSentence } from './contract/report-sentences.js';
import { isOnlyProofAfter } from './contract/only-proof-after.js';
import { Misuse, type Command, type Terminal } from './command.js';
import {
  fileSource,
  readTrustStore,
  revocationClient,
  verifyInWorker,
  verifyWithRevocation,
  type ByteSource,
  type Verdict,
  type VerificationReport,
} from './pdf/index.js';
import { bsreAnswer } from './verification/index.js';

export const verifyUsage =
  'noken verify [--json | --bsre] [--trust FOLDER] [--require-revocation] [--online --allow HOST[:PORT]…] FILE…';

const sentences: Readonly<Record<Verdict, string>> = {
  unsigned: 'not signed',
  intact: 'intact',
  changed: 'changed after signing',
  broken: 'signature wrong',
  undetermined: 'cannot be determined',
  unreadable: 'unreadable',
};

/**
 * Judges PDFs. `--json` prints one report of design.md §9 per line, with `file` first; `--bsre` the same judgement
 * in the shape of BSrE's answer. `--online` asks about revocation at the addresses in certificates, as far as `--allow`
 * names their hosts; without it nothing leaves the machine.
 *
 * @returns 0 when all are intact, 1 when any is not, 2 for a file that is not there
 */
export const verifyCommand: Command = async (args, terminal) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      json: { type: 'boolean', default: false },
      bsre: { type: 'boolean', default: false },
      trust: { type: 'string' },
      'require-revocation': { type: 'boolean', default: false },
      online: { type: 'boolean', default: false },
      allow: { type: 'string', multiple: true, default: [] },
    },
    allowPositionals: true,
  });
  // A host allowed and nobody asked, or all asked and none allowed: one of the two was meant and forgotten.
  if (positionals.length === 0 || values.online !== values.allow.length > 0) throw new Misuse(verifyUsage);
  const trust = values.trust === undefined ? { anchors: [] } : await readTrustStore(values.trust);
  const client = values.online ? revocationClient({ allow: values.allow }) : undefined;
  const verify = (source: ByteSource) => {
    const options = { trust, now: new Date(), requireRevocation: values['require-revocation'] };
    return client ? verifyWithRevocation(source, { ...options, client }) : verifyInWorker(source, options);
  };
  let exit = 0;
  let hinted = false;
  for (const file of positionals) {
    const report = await judge(file, verify, terminal);
    if (!report) return 2;
    if (report.verdict !== 'intact') exit = 1;
    if (values.bsre) terminal.out(JSON.stringify({ file, ...bsreAnswer(report) }));
    else if (values.json) terminal.out(JSON.stringify({ file, ...report }));
    else tell(file, report, terminal);
    if (!hinted && values.trust === undefined && report.signatures.length > 0) {
      hinted = true;
      terminal.err('No issuer is trusted without --trust FOLDER, a folder of root certificates.');
    }
  }
  return exit;
};

async function judge(
  file: string,
  verify: (source: ByteSource) => Promise<VerificationReport>,
  terminal: Terminal,
): Promise<VerificationReport | undefined> {
  const source = await fileSource(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === undefined) throw error;
    terminal.err(`${file} cannot be opened (${error.code}).`);
  });
  if (!source) return undefined;
  try {
    return await verify(source);
  } finally {
    await source.close();
  }
}

function tell(file: string, report: VerificationReport, terminal: Terminal): void {
  const vouched = report.verdict === 'intact' ? (report.trusted ? ', trusted' : ', issuer not trusted') : '';
  terminal.out(`${file}: ${sentences[report.verdict]}${vouched} (${report.reason})`);
  const why = report.verdict === 'intact' ? undefined : reportSentence(report.reason, 'en');
  if (why !== undefined) terminal.out(`  ${why}`);
  for (const signature of report.signatures) {
    const { signer, signedAt, level, changesAfter, problems } = signature;
    const when = signedAt ? ` at ${signedAt}` : '';
    const after = isOnlyProofAfter(signature, report.history) ? 'only proof data' : changesAfter;
    terminal.out(
      `  ${printable(signer.name) || '?'}${when}, ${level}, ${signature.integrity}, changes after: ${after}`,
    );
    for (const code of problems) terminal.out(`    ${said(code)}`);
  }
}

/** A code with its sentence. */
function said(code: string): string {
  return `${reportSentence(code, 'en') ?? ''} (${printable(code)})`.trim();
}

/** A stranger's text must not steer the terminal. */
function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, '?');
}
