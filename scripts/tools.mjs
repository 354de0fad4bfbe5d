import { spawnSync } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { duration, runCommand } from './run-command.mjs';

/**
 * Every program outside the packages that Noken's commands use, and how each is had: by its environment
 * variable, else on the system's path, else from a Debian package when we are root.
 */
export const tools = [
  {
    name: 'chromium',
    use: 'element tests and the journey through both sites',
    variable: 'NOKEN_CHROMIUM',
    commands: ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'],
    debianPackage: 'chromium',
  },
  {
    name: 'pdfsig',
    use: 'a second opinion on signatures',
    variable: 'NOKEN_PDFSIG',
    commands: ['pdfsig'],
    debianPackage: 'poppler-utils',
  },
  {
    name: 'pdftoppm',
    use: 'pictures of pages that a second program drew',
    variable: 'NOKEN_PDFTOPPM',
    commands: ['pdftoppm'],
    debianPackage: 'poppler-utils',
  },
  {
    name: 'qpdf',
    use: 'a second opinion on the shape of a PDF',
    variable: 'NOKEN_QPDF',
    commands: ['qpdf'],
    debianPackage: 'qpdf',
  },
  {
    name: 'openssl',
    use: 'keys and time-stamps that we did not make',
    variable: 'NOKEN_OPENSSL',
    commands: ['openssl'],
    debianPackage: 'openssl',
  },
  {
    name: 'softhsm2-util',
    use: 'a token for keys that is no device',
    variable: 'NOKEN_SOFTHSM2_UTIL',
    commands: ['softhsm2-util'],
    debianPackage: 'softhsm2',
  },
  {
    name: 'unzip',
    use: 'archives as others unpack them',
    variable: 'NOKEN_UNZIP',
    commands: ['unzip'],
    debianPackage: 'unzip',
  },
  {
    name: 'python3',
    use: 'a second opinion on archives',
    variable: 'NOKEN_PYTHON3',
    commands: ['python3'],
    debianPackage: 'python3',
  },
];

/** What compiles the database driver where no ready-made one can be downloaded. Not needed otherwise. */
export const compilers = [
  { name: 'python3', commands: ['python3'], debianPackage: 'python3' },
  { name: 'make', commands: ['make'], debianPackage: 'make' },
  { name: 'c++', commands: ['c++', 'g++', 'clang++'], debianPackage: 'g++' },
];

/** The path of a tool, or undefined. A variable that is set but leads nowhere is an error, never passed over. */
export function findTool(name, env = process.env) {
  const tool = tools.find((candidate) => candidate.name === name);
  if (tool === undefined) throw new Error(`No tool is called ${name}; the list is in scripts/tools.mjs.`);
  return locate(tool, env);
}

/** The path of a tool, or an error whose message says how to get it. */
export function requireTool(name, env = process.env) {
  const path = findTool(name, env);
  if (path === undefined) throw new Error(howToGet(tools.find((tool) => tool.name === name)));
  return path;
}

export function missingTools(env = process.env) {
  return tools.filter((tool) => locate(tool, env) === undefined);
}

export function missingCompilers(env = process.env) {
  return compilers.filter((tool) => locate(tool, env) === undefined);
}

export function howToGet(tool) {
  const byVariable = tool.variable ? `, or set ${tool.variable} to its path` : '';
  return `${tool.name} is missing (${tool.use ?? 'compiling the database driver'}). Install it (Debian: apt-get install ${tool.debianPackage})${byVariable}.`;
}

/**
 * Installs what is missing where that can be done without asking. What stays missing is returned, and said.
 *
 * @returns {Promise<object[]>}
 */
export async function installTools(missing, log) {
  if (missing.length === 0) return [];
  if (!canInstall()) {
    for (const tool of missing) console.log(howToGet(tool));
    return missing;
  }
  const packages = [...new Set(missing.map((tool) => tool.debianPackage))];
  console.log(`Installing ${packages.join(', ')} from Debian …`);
  const apt = (args, seconds) =>
    runCommand('apt-get', ['-o', 'DPkg::Lock::Timeout=120', ...args], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      seconds,
      log,
    });
  // An old list of packages names files that the mirror no longer has, so it is always fetched anew.
  const update = await apt(['update', '-q'], 180);
  const install = await apt(['install', '-y', '-q', '--no-install-recommends', ...packages], 600);
  const still = missing.filter((tool) => locate(tool, process.env) === undefined);
  if (install.code !== 0 || still.length > 0) console.log(`${update.output}${install.output}`);
  else console.log(`Installed in ${duration(update.seconds + install.seconds)}.`);
  for (const tool of still) console.log(howToGet(tool));
  return still;
}

function canInstall() {
  return process.getuid?.() === 0 && spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0;
}

function locate(tool, env) {
  const named = tool.variable ? env[tool.variable] : undefined;
  if (named) {
    if (isAbsolute(named) && isProgram(named)) return named;
    throw new Error(`${tool.variable} names ${named}, which is not a program with an absolute path.`);
  }
  for (const command of tool.commands) {
    for (const folder of (env.PATH ?? '').split(delimiter).filter(Boolean)) {
      const path = join(folder, command);
      if (isProgram(path)) return path;
    }
  }
  return undefined;
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
