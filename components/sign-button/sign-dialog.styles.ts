import { css } from 'lit';

/**
 * The dialog stands in a shadow root of its own on `<html>`, where no sheet of the page reaches. Its width is that of the
 * page, so a container query on it is never about the screen of somebody else.
 */
export const styles = css`
  dialog {
    position: fixed;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    max-inline-size: none;
    max-block-size: none;
    margin: 0;
    padding: 0;
    border: 0;
    background: transparent;
    container: dialog / size;
    overflow: hidden;
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 55%);
  }
  .box {
    display: flex;
    flex-direction: column;
    inline-size: 100%;
    block-size: var(--n-seen, 100%);
    background: var(--n-bg);
    overflow: hidden;
  }
  .box:focus-visible {
    outline: 0;
  }
  iframe {
    flex: 1;
    min-block-size: 0;
    inline-size: 100%;
    border: 0;
    background: var(--n-bg);
    color-scheme: light dark;
  }
  .waiting {
    padding: 16px;
  }
  .waiting > p + p {
    margin-block-start: 12px;
  }
  .waiting .note {
    margin: 0;
  }
  @container dialog (min-width: 600px) {
    .box {
      inline-size: min(904px, calc(100% - 40px));
      block-size: min(var(--n-frame-height, 360px), calc(100% - 40px));
      margin: 20px auto;
      border-radius: 12px;
    }
    .box.result,
    .box.opening {
      inline-size: 520px;
    }
    .box.opening {
      block-size: auto;
    }
  }
`;
