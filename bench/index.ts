import { fileURLToPath } from 'node:url';
import { appendResults, printTable } from './bench-result.js';
import { fuzzVerify } from './fuzz-verify.bench.js';
import { pdfSigning } from './pdf-signing.bench.js';
import { size } from './size.bench.js';

const benches = [fuzzVerify, pdfSigning, size];
const results = fileURLToPath(new URL('../bench-results.jsonl', import.meta.url));

const [name] = process.argv.slice(2);
const chosen = benches.filter((bench) => name === undefined || bench.name === name);
if (chosen.length === 0) {
  console.error(
    `No bench is called ${name ?? ''}. There are: ${benches.map((bench) => bench.name).join(', ')}.`,
  );
  process.exitCode = 2;
}
for (const bench of chosen) {
  const measured = await bench.run();
  console.log(`\n${bench.name}`);
  printTable(measured);
  await appendResults(results, measured);
}
