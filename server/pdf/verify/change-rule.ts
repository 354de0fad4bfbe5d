/**
 * Why a changed object of a revision is let pass. Each changed object is counted once, under the most telling rule
 * that claims it; one that no rule claims makes the revision suspicious.
 */
export type ChangeRule =
  /** A new signature field, what it shows, and the signature in it. */
  | 'signature-field-added'
  /** A signature field that waited was signed. */
  | 'signature-filled'
  /** A document time-stamp (ISO 32000-2, 12.8.5), with its field. */
  | 'document-timestamp'
  /** A field for people was filled. */
  | 'form-filled'
  /** The form's own dictionary, its list of fields and its resources. */
  | 'form-dictionary'
  /** A page or its list of annotations, to which the widget of a signature was added. */
  | 'annotation-list'
  /** The structure tree of a tagged file, to which the widget of a signature was added. */
  | 'structure-tree'
  /** The catalog, for the sake of one of the others. */
  | 'catalog-reissued'
  /** The document security store (ETSI EN 319 142-1, 5.4.2). */
  | 'validation-material'
  /** Which extensions of the format the file uses (ISO 32000-2, 7.12), and its version. */
  | 'extensions'
  /** Metadata of the document (XMP), and what programs keep for themselves (ISO 32000-1, 14.5). */
  | 'metadata'
  /** The document information dictionary. */
  | 'document-information'
  /** Written once more with the same content. */
  | 'rewritten-same'
  /** A container of other objects (ISO 32000-1, 7.5.7). */
  | 'object-stream'
  /** A cross-reference stream (ISO 32000-1, 7.5.8). */
  | 'xref'
  /** New, and nothing leads to it. */
  | 'unreferenced'
  /** Written before anybody signed: nothing vouched for what was there. */
  | 'before-signing';

/** How many objects one rule let pass in a revision. */
export interface RuleCount {
  readonly rule: ChangeRule;
  readonly objects: number;
}
