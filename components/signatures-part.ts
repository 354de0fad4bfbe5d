import { LatePart } from './internal/late-part.js';

/** What the document viewer shows when somebody asks about the signatures of a letter. */
export const signaturesPart = new LatePart(['noken-signature-panel'], async () => {
  const { SignaturePanelElement } = await import('./signature-panel/signature-panel.js');
  return { elements: [SignaturePanelElement] };
});
