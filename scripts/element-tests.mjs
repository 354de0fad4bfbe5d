import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { defaultReporter, startTestRunner } from '@web/test-runner';
import { countSessions } from './test-counts.mjs';

/** Runs web-test-runner.config.js as `wtr` does, and writes the counts to the file that is named. */
const report = resolve(process.argv[2] ?? '.cache/logs/element-tests.json');
const path = resolve(process.argv[3] ?? 'web-test-runner.config.js');
const { default: config } = await import(pathToFileURL(path).href);

const counter = {
  stop({ sessions }) {
    mkdirSync(dirname(report), { recursive: true });
    writeFileSync(report, JSON.stringify(countSessions([...sessions])));
  },
};

await startTestRunner({
  config: {
    rootDir: join(import.meta.dirname, '..'),
    ...config,
    reporters: [defaultReporter({ reportTestResults: true, reportTestProgress: false }), counter],
  },
  readCliArgs: false,
  readFileConfig: false,
});
