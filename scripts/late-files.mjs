import { createHash } from 'node:crypto';

/**
 * Lets the late files of the kit be fetched by `import()` without importing `noken.js` again.
 *
 * The bundler lets a late file import what it shares by `./noken.js`. A page that wrote `noken.js?ver=6.5`, or came by a
 * redirect, would get a second copy of everything by that. So a late file becomes a function that is given what it
 * shares, and `noken.js` gives it. Each is asked for with a hash of its content behind it, since a portal that keeps a
 * copy of the kit may cache by name; and after a failure with a number too, since a browser remembers that an address
 * could not be imported.
 */
export function lateFiles(core) {
  return {
    name: 'late-files',
    enforce: 'post',
    generateBundle(_, bundle) {
      const late = Object.values(bundle).filter(
        ({ type, fileName }) => type === 'chunk' && fileName !== core,
      );
      const addresses = new Map();
      for (const part of innermostFirst(late)) {
        if (!part.isDynamicEntry)
          throw new Error(
            `Two late files share ${Object.keys(part.modules).join(', ')}: import that where define.ts reaches it.`,
          );
        if (part.dynamicImports.length > 0) part.code = asked(part.code, this.parse(part.code), addresses);
        if (part.imports.length > 0) part.code = asFunction(part.code, this.parse(part.code), core);
        addresses.set(`./${part.fileName}`, `./${part.fileName}?${hashOf(part.code)}`);
      }
      const { code } = bundle[core];
      const asking = asked(code, this.parse(code), addresses);
      bundle[core].code = asGiver(asking, this.parse(asking));
    },
  };
}

/** `import{a as x}from"./noken.js";…;export{y as elements}` → `export const bringUp=({a:x})=>{…;return{elements:y}}` */
function asFunction(code, { body }, core) {
  const [taken, ...others] = body.filter(({ type }) => type === 'ImportDeclaration');
  const given = onlyExport(body);
  if (taken?.source.value !== `./${core}` || others.length > 0 || taken.start !== body[0].start)
    throw new Error('A late file imports from elsewhere than the kit itself.');
  const names = taken.specifiers.map(({ imported, local }) => `${imported.name}:${local.name}`);
  const result = given.specifiers.map(({ exported, local }) => `${exported.name}:${local.name}`);
  return `export const bringUp=({lateNoken,${names}})=>{${code.slice(taken.end, given.start)};return{${result}}};\n`;
}

/** Everything that is exported is handed to the late files, and only to them. */
function asGiver(code, { body }) {
  const given = onlyExport(body);
  const shared = given.specifiers.map(({ exported, local }) => `${exported.name}:${local.name}`);
  const rest = code.slice(0, given.start) + code.slice(given.end);
  return `${helper}const sharedNoken=()=>({lateNoken,${shared}});\n${rest}`;
}

/** With each `import()` of a late file replaced by a call of the helper. */
function asked(code, ast, addresses) {
  return importsIn(ast)
    .map(({ start, end, source }) => {
      // The minifier writes every string as a template.
      const address = addresses.get(source.value ?? source.quasis?.[0].value.cooked);
      return { start, end, text: address && `lateNoken(${JSON.stringify(address)})` };
    })
    .filter(({ text }) => text)
    .sort((a, b) => b.start - a.start)
    .reduce((text, edit) => text.slice(0, edit.start) + edit.text + text.slice(edit.end), code);
}

/** What a late file imports late is done before it, since it names its hash. */
function innermostFirst(chunks) {
  const found = new Set();
  const add = (chunk) => {
    if (chunk === undefined || found.has(chunk)) return;
    for (const name of chunk.dynamicImports) add(chunks.find(({ fileName }) => fileName === name));
    found.add(chunk);
  };
  chunks.forEach(add);
  return found;
}

/** What stands in `noken.js` for each `import()`. */
const helper =
  'const triesNoken={},lateNoken=e=>import(e+(triesNoken[e]?`&again=${triesNoken[e]}`:``))' +
  '.then(e=>e.bringUp?e.bringUp(sharedNoken()):e,t=>{throw triesNoken[e]=(triesNoken[e]??0)+1,t});';

function onlyExport(body) {
  const found = body.filter(({ type }) => type.startsWith('Export'));
  if (found.length !== 1 || found[0].type !== 'ExportNamedDeclaration' || found[0].declaration)
    throw new Error('A file of the kit has other exports than one list.');
  return found[0];
}

function importsIn(node) {
  if (node === null || typeof node !== 'object') return [];
  const inside = Object.values(node).flatMap(importsIn);
  return node.type === 'ImportExpression' ? [node, ...inside] : inside;
}

const hashOf = (code) => createHash('sha256').update(code).digest('hex').slice(0, 8);
