import type { MonitoringQuery } from '../contract/month-figures.js';
import type { Language } from '../contract/problems.js';
import { writeDown } from '../ledger/index.js';
import { work, type DeskScope } from '../tenants/index.js';
import { csvText } from './csv-text.js';
import { readMonitoring } from './read-monitoring.js';

export interface MonitoringFile {
  readonly name: string;
  readonly csv: string;
}

const figures = ['incoming', 'outgoing', 'dispositions', 'late', 'signatures'] as const;
const headings = {
  id: [
    'Bulan',
    'Tingkat',
    'Kode wilayah',
    'Unit',
    'Surat masuk',
    'Surat keluar',
    'Disposisi',
    'Terlambat',
    'TTE',
  ],
  en: [
    'Month',
    'Level',
    'Area code',
    'Unit',
    'Incoming letters',
    'Outgoing letters',
    'Dispositions',
    'Late',
    'Signatures',
  ],
} as const satisfies Record<Language, readonly string[]>;

/**
 * The figures of `readMonitoring` as a file for a spreadsheet, one line per unit. Who took it is written down.
 *
 * @throws {Problem} what `readMonitoring` throws; then nothing is written down
 */
export function exportMonitoring(
  scope: DeskScope,
  query: MonitoringQuery,
  language: Language,
): Promise<MonitoringFile> {
  return work(scope, async (work) => {
    const { month, level, units } = await readMonitoring(scope, query);
    writeDown(work, scope, {
      kind: 'monitoring.exported',
      subject: `${level}/${month}`,
      data: { month, level, units: units.length },
    });
    const rows = units.map((unit) => [
      month,
      level,
      unit.code ?? '',
      unit.name,
      ...figures.map((name) => unit.figures[name]),
    ]);
    return { name: `monev-${level}-${month}.csv`, csv: csvText([headings[language], ...rows]) };
  });
}
