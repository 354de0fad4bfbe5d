import { readFileSync, rmSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildIfStale } from './build-if-stale.mjs';
import { checkSizes } from './check-sizes.mjs';
import { duration, runCommand } from './run-command.mjs';
import { countVitest } from './test-counts.mjs';
import { findTool, tools } from './tools.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const logs = join(root, '.cache/logs');
const strict = process.env.CI === 'true';
const chosen = process.argv.slice(2);

/** Tests find each tool where this found it: by its variable, and by its name on the path. */
const env = { ...process.env, NO_COLOR: '1' };
for (const { name, variable } of tools) {
  const path = findTool(name);
  if (path === undefined) continue;
  if (process.env[variable]) env.PATH = `${dirname(path)}${delimiter}${env.PATH}`;
  env[variable] = path;
}

/** Cheap before dear, and the build before what walks through it. Each step ends by its limit. */
const steps = [
  command('format', 120, 'prettier', ['--check', '.']),
  command('types of the server', 180, 'tsc', ['-p', 'tsconfig.server.json']),
  command('types of the elements', 180, 'tsc', ['-p', 'tsconfig.components.json']),
  command('types of the tools', 180, 'tsc', ['-p', 'tsconfig.tools.json']),
  command('lint', 300, 'eslint', ['.', '--max-warnings', '0']),
  command('manifest', 120, 'node', ['scripts/check-manifest.mjs']),
  { name: 'build', run: async () => outcome('build', await buildIfStale(root), '') },
  { name: 'size', run: sizes },
  tests('server tests', 1200, 'vitest', ['run'], 'vitest.config.ts'),
  { name: 'element tests', run: elementTests },
  tests('journeys', 900, 'vitest', ['run'], 'vitest.journeys.config.ts'),
];

const total = { passed: 0, failed: 0, skipped: 0 };
const started = performance.now();
for (const step of steps.filter(({ name }) => chosen.length === 0 || chosen.includes(name))) {
  const began = performance.now();
  process.stdout.write(`${step.name} … `);
  const { passed, failed, skipped = 0, output } = await step.run();
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
  const counts = [`${passed} passed`, failed && `${failed} failed`, skipped && `${skipped} skipped`];
  console.log(`${counts.filter(Boolean).join(', ')} (${duration((performance.now() - began) / 1000)})`);
  if (failed > 0) console.log(`\n${output.trimEnd()}\n`);
}
if (total.skipped > 0) {
  console.log(`${total.skipped} skipped${strict ? ', which counts as failed here' : ''}`);
  if (strict) total.failed += total.skipped;
}
console.log(
  `All of it took ${duration((performance.now() - started) / 1000)}; what each step said is in .cache/logs.`,
);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);

/** A step that is right or wrong as a whole: one test. */
function command(name, seconds, program, args) {
  return {
    name,
    run: async () => {
      const ran = await runStep(name, seconds, program, args);
      return outcome(name, ran.code === 0, ran.output);
    },
  };
}

function outcome(name, right, output) {
  return right ? { passed: 1, failed: 0, output } : { passed: 0, failed: 1, output };
}

function tests(name, seconds, program, args, config) {
  return {
    name,
    run: async () => {
      const report = join(logs, `${slug(name)}.json`);
      rmSync(report, { force: true });
      const ran = await runStep(name, seconds, program, [
        ...args,
        ...['--config', config, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
      ]);
      return counted(ran, report, countVitest);
    },
  };
}

async function elementTests() {
  const report = join(logs, 'element-tests.json');
  rmSync(report, { force: true });
  const ran = await runStep('element tests', 600, 'node', ['scripts/element-tests.mjs', report]);
  return counted(ran, report, (counts) => counts);
}

/** A runner that failed without naming a failed test still failed. */
function counted(ran, report, count) {
  const counts = readReport(report, count) ?? { passed: 0, failed: 0, skipped: 0 };
  if (ran.code !== 0 && counts.failed === 0) counts.failed = 1;
  return { ...counts, output: ran.output };
}

function readReport(report, count) {
  try {
    return count(JSON.parse(readFileSync(report, 'utf8')));
  } catch (error) {
    // No report was written: the runner did not come that far, and its exit code says so.
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function sizes() {
  const { right, lines } = checkSizes(root);
  return outcome('size', right, lines.join('\n'));
}

async function runStep(name, seconds, program, args) {
  const path = program === 'node' ? process.execPath : join(root, 'node_modules/.bin', program);
  const ran = await runCommand(path, args, { cwd: root, env, seconds, log: join(logs, `${slug(name)}.log`) });
  const late = ran.timedOut ? `\n${name} was ended after ${duration(seconds)}.` : '';
  return { ...ran, output: ran.output.split('\n').slice(-250).join('\n') + late };
}

function slug(name) {
  return name.replaceAll(' ', '-');
}
