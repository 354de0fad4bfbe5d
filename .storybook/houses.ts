/**
 * Strangers' rooms in which an element must look the same. Only the rules of such pages that have hurt somebody's
 * widget are written here, not their looks.
 */
export const houses = {
  blank: '',
  bootstrap3: `
    html { font-size: 10px; -webkit-tap-highlight-color: rgba(0,0,0,0); }
    body { font: 14px/1.42857143 "Helvetica Neue", Helvetica, Arial, sans-serif; color: #333; background: #fff; margin: 0; }
    *, *::before, *::after { box-sizing: border-box; }
    h1, h2, h3, h4 { font-weight: 500; line-height: 1.1; margin: 20px 0 10px; }
    ul, ol { margin: 0 0 10px; } p { margin: 0 0 10px; }
    button, input, select, textarea { font-family: inherit; font-size: inherit; line-height: inherit; }
    label { display: inline-block; max-width: 100%; margin-bottom: 5px; font-weight: bold; }
    .house { max-width: 1140px; margin: 0 auto; padding: 0 15px; }`,
  adminlte: `
    html { font-size: 10px; }
    * { font-size: 11px; letter-spacing: 1px; text-transform: none; }
    body { font: 400 14px/1.4 "Source Sans Pro", "Helvetica Neue", Arial, sans-serif; background: #ecf0f5; color: #333; margin: 0; text-align: center; }
    .house { margin: 15px; padding: 10px; background: #fff; border-top: 3px solid #d2d6de; box-shadow: 0 1px 1px rgba(0,0,0,.1); line-height: 3; word-spacing: 8px; }
    .house * { color: #c0392b; }`,
} as const;

export type House = keyof typeof houses;
