import { relative, sep } from 'node:path';

/**
 * `kept-in-place`: a package may be imported only where its keeper lives. ESLint's own rule for this cannot
 * be added to by a later block, only replaced, and we have more than one such package per folder.
 *
 * Options: `{ modules, free?, within?, only?, types?, why }[]`, all but the last two sources of regular
 * expressions. Modules that match `modules` and not `free` may be imported, of all files that match `within`,
 * only by those that match `only`. With `types: true` an `import type` is free.
 */
const keptInPlace = {
  meta: {
    type: 'problem',
    schema: [{ type: 'array', items: { type: 'object' } }],
    messages: { misplaced: '{{module}} is not imported here: {{why}}' },
  },
  create(context) {
    const file = relative(context.cwd, context.filename).split(sep).join('/');
    const kept = context.options[0].filter(
      ({ within, only }) =>
        (!within || new RegExp(within).test(file)) && !(only && new RegExp(only).test(file)),
    );
    const check = (node, source, typeOnly) => {
      if (typeof source !== 'string') return;
      const breach = kept.find(
        ({ modules, free, types }) =>
          !(types && typeOnly) &&
          new RegExp(modules).test(source) &&
          !(free && new RegExp(free).test(source)),
      );
      if (breach) {
        context.report({ node, messageId: 'misplaced', data: { module: source, why: breach.why } });
      }
    };
    return {
      ImportDeclaration: (node) => check(node, node.source.value, node.importKind === 'type'),
      ExportNamedDeclaration: (node) => check(node, node.source?.value, node.exportKind === 'type'),
      ExportAllDeclaration: (node) => check(node, node.source.value, node.exportKind === 'type'),
      ImportExpression: (node) => check(node, node.source.value, false),
    };
  },
};

export default { meta: { name: 'house' }, rules: { 'kept-in-place': keptInPlace } };
