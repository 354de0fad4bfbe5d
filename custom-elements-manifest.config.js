/** Event classes make the analyzer guess an event's name from its constructor's argument. Keep only what the docs block names. */
const documentedEventsOnly = {
  name: 'documented-events-only',
  packageLinkPhase({ customElementsManifest }) {
    for (const declaration of customElementsManifest.modules.flatMap((module) => module.declarations)) {
      declaration.events = declaration.events?.filter((event) => event.name && event.description);
    }
  },
};

/** Reactive state is nobody's attribute, and what is private or protected is nobody's business. */
const publicFaceOnly = {
  name: 'public-face-only',
  analyzePhase({ ts, node, moduleDoc }) {
    if (!ts.isClassDeclaration(node)) return;
    const declaration = moduleDoc.declarations?.find(({ name }) => name === node.name?.getText());
    if (!declaration) return;
    const hidden = new Set(
      node.members
        .filter((member) => isHidden(ts, member))
        .map((member) => member.name?.getText())
        .filter(Boolean),
    );
    const isPublic = ({ name, fieldName }) => !hidden.has(fieldName ?? name);
    declaration.attributes = declaration.attributes?.filter(isPublic);
    declaration.members = declaration.members?.filter(isPublic);
  },
};

function isHidden(ts, member) {
  if (member.name && ts.isPrivateIdentifier(member.name)) return true;
  return (member.modifiers ?? []).some(
    (modifier) =>
      modifier.kind === ts.SyntaxKind.PrivateKeyword ||
      modifier.kind === ts.SyntaxKind.ProtectedKeyword ||
      (ts.isDecorator(modifier) && /^@(?:state|query|consume|provide)\b/.test(modifier.getText())),
  );
}

export default {
  globs: ['components/*/*.ts'],
  exclude: [
    'components/internal/!(office-element).ts',
    'components/locales/**',
    'components/sign-frame/**',
    '**/*.styles.ts',
  ],
  litelement: true,
  outdir: 'dist/npm',
  plugins: [documentedEventsOnly, publicFaceOnly],
};
