import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { TrueTypeFont } from './true-type-font.js';

/** The three faces of stamps and signature boxes. */
export type Face = 'regular' | 'bold' | 'mono';

/** A face's font: metrics as wide as Helvetica's and Courier's, under the SIL Open Font License. */
export interface FaceFont {
  /** PostScript name. */
  readonly name: string;
  readonly font: TrueTypeFont;
  /** Thickness of stems in thousandths of an em, for readers that must do without the font. */
  readonly stem: number;
}

const files: Readonly<Record<Face, { name: string; file: string; stem: number }>> = {
  regular: {
    name: 'Arimo-Regular',
    file: '@expo-google-fonts/arimo/400Regular/Arimo_400Regular.ttf',
    stem: 88,
  },
  bold: { name: 'Arimo-Bold', file: '@expo-google-fonts/arimo/700Bold/Arimo_700Bold.ttf', stem: 166 },
  mono: { name: 'Cousine-Bold', file: '@expo-google-fonts/cousine/700Bold/Cousine_700Bold.ttf', stem: 166 },
};

const { resolve } = createRequire(import.meta.url);
const loaded = new Map<Face, FaceFont>();

/** Read once, when something is set in that face for the first time. */
export function faceFont(face: Face): FaceFont {
  const known = loaded.get(face);
  if (known) return known;
  const { name, file, stem } = files[face];
  const font = { name, font: new TrueTypeFont(readFileSync(resolve(file))), stem };
  loaded.set(face, font);
  return font;
}
