import { fileURLToPath } from 'node:url';
import { appendResults, printTable } from './bench-result.js';
import { fuzzVerify } from './fuzz-verify.bench.js';
import { pdfMemory } from './pdf-memory.bench.js';
import { pdfSigning } from './pdf-signing.bench.js';
import { pdfVerifying } from './pdf-verifying.bench.js';
import { size } from './size.bench.js';
import { tteBatch } from './tte-batch.bench.js';
import { tteFaults } from './tte-faults.bench.js';
import { tte } from './tte.bench.js';

const benches = [pdfSigning, pdfVerifying, pdfMemory, fuzzVerify, tte, tteBatch, tteFaults, size];
const results = fileURLToPath(new URL('../bench-results.jsonl', import.meta.url));

const [name] = process.argv.slice(2);
/** `pdf` means all whose names begin so. */
const chosen = benches.filter(
  (bench) => name === undefined || bench.name === name || bench.name.startsWith(`${name}-`),
);
if (chosen.length === 0) {
  console.error(
    `No bench is called ${name ?? ''}. There are: ${benches.map((bench) => bench.name).join(', ')}.`,
  );
  process.exitCode = 2;
}
for (const bench of chosen) {
  const measured = await bench.run(name === undefined);
  console.log(`\n${bench.name}`);
  printTable(measured);
  await appendResults(results, measured);
}
