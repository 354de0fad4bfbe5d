import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What an element must tell about itself; the problems found, as sentences. */
export function manifestProblems(manifest) {
  // The common base is in the manifest for what it hands down; no page writes it.
  const elements = manifest.modules
    .filter(({ path = '' }) => !path.startsWith('components/internal/'))
    .flatMap(({ declarations = [] }) => declarations.filter(({ customElement }) => customElement));
  if (elements.length === 0) return ['No element was found.'];
  return elements.flatMap((element) => {
    const problems = [];
    const say = (sentence) => problems.push(`${element.name}: ${sentence}`);
    if (!element.tagName) say('has no @tag.');
    if (!element.summary && !element.description) say('has no summary.');
    for (const event of element.events ?? []) {
      if (!event.name?.startsWith('noken-')) say(`the event ${event.name} is neither ours nor documented.`);
    }
    for (const attribute of element.attributes ?? []) {
      if (!attribute.description) say(`the attribute ${attribute.name} has no description.`);
    }
    for (const list of ['cssParts', 'cssProperties', 'slots']) {
      for (const entry of element[list] ?? []) {
        if (!entry.description) say(`${list}: ${entry.name || 'default'} has no description.`);
      }
    }
    return problems;
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = join(dirname(fileURLToPath(import.meta.url)), '..');
  const analyze = spawnSync('cem', ['analyze', '--config', 'custom-elements-manifest.config.js'], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH}` },
  });
  if (analyze.status !== 0) process.exit(1);
  const manifest = JSON.parse(readFileSync(join(root, 'dist/npm/custom-elements.json'), 'utf8'));
  const problems = manifestProblems(manifest);
  for (const problem of problems) console.error(problem);
  process.exit(problems.length === 0 ? 0 : 1);
}
