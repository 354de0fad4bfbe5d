import { html, nothing } from 'lit';
import { field, fieldDescription } from '../internal/field.js';
import { fileChoice } from '../internal/file-choice.js';
import { fileWords } from '../internal/file.words.js';
import { loadingLine } from '../internal/loading.js';
import { note } from '../internal/note.js';
import { failureState } from '../internal/states.js';
import type { ActPanel, PanelAct } from './act-panel.js';
import { actWords } from './act.words.js';
import { letterName } from './letter-name.js';

/** Acts whose form is one reason. */
type ReasonedAct = 'return' | 'close' | 'no-disposition' | 'refuse' | 'withdraw';

/** What an act asks for. Inputs are not bound, so that drawing again never takes back what was put in. */
export function actFields(panel: ActPanel, act: PanelAct) {
  const said = actWords[panel.format.language];
  switch (act) {
    case 'upload':
      return html`
        ${panel.file.begunBefore ? html`<p>${said.resumeHint}</p>` : nothing} ${letterFile(panel)}
      `;
    case 'route':
      return routeFields(panel);
    case 'follow-up':
      return followUpFields(panel);
    case 'return':
      return ownNode(panel) ?? reasonFields(panel, act);
    case 'withdraw':
      return html`${reasonFields(panel, act)}${replacementField(panel)}`;
    case 'number':
      return html`<p>${said['text-number']}</p>`;
    default:
      return reasonFields(panel, act);
  }
}

/** What the act does, in words that name the letter where there is no way back. */
function meaning(panel: ActPanel, act: ReasonedAct): string {
  const said = actWords[panel.format.language];
  if (act === 'refuse' || act === 'withdraw') return said[`text-${act}`](letterName(panel.letter));
  return act === 'close' && panel.letter?.status === 'refused'
    ? said['text-close-refused']
    : said[`text-${act}`];
}

function reasonFields(panel: ActPanel, act: ReasonedAct) {
  const said = actWords[panel.format.language];
  const needed = panel.needsReason(act);
  return html`<p>${meaning(panel, act)}</p>
    ${longText(panel, 'reason', needed ? said.reason : said.note, {
      optional: !needed,
      missing: said.reasonMissing,
      most: 500,
    })}`;
}

function replacementField(panel: ActPanel) {
  const said = actWords[panel.format.language];
  const content = {
    id: 'act-replaced-by',
    label: said.replacedBy,
    optional: said.optional,
    hint: said.replacedByHint,
  };
  return field(
    content,
    html`<input
      class="control"
      id=${content.id}
      name="replacedBy"
      maxlength="100"
      autocomplete="off"
      spellcheck="false"
      aria-describedby=${fieldDescription(content)}
    />`,
  );
}

/** What is shown while this desk's own disposition is not known, or where there is none. */
function ownNode(panel: ActPanel) {
  if (!panel.trail.value) return waiting(panel, panel.trail, panel.trail.problem);
  return panel.node ? undefined : note('warn', { title: actWords[panel.format.language].followUpNone });
}

function longText(
  panel: ActPanel,
  name: 'reason' | 'text',
  label: string,
  {
    optional,
    missing,
    most,
  }: { readonly optional: boolean; readonly missing: string; readonly most: number },
) {
  const wrong = panel.missing === name;
  const content = {
    id: `act-${name}`,
    label,
    optional: optional ? actWords[panel.format.language].optional : undefined,
    problem: wrong ? missing : undefined,
  };
  return field(
    content,
    html`<textarea
      class="control"
      id=${content.id}
      name=${name}
      rows="3"
      maxlength=${most}
      aria-invalid=${wrong ? 'true' : nothing}
      aria-describedby=${fieldDescription(content)}
    ></textarea>`,
  );
}

function letterFile(panel: ActPanel) {
  return fileChoice({
    sending: panel.file,
    format: panel.format,
    limit: panel.limit,
    label: fileWords[panel.format.language].chooseFile,
    refused: panel.fileRefused,
    choose: panel.chooseFile,
    go: () => void panel.sendLetterFile(),
  });
}

function routeFields(panel: ActPanel) {
  const said = actWords[panel.format.language];
  const { value, problem } = panel.choices;
  if (!value) return waiting(panel, panel.choices, problem);
  if (value.routes.length === 0) return note('warn', { title: said.routeNone });
  return html`<fieldset class="choices">
    <legend>${said.routeTo}</legend>
    ${value.routes.map(
      (position, at) =>
        html`<label class="choice"
          ><input type="radio" name="to" value=${position.id} ?checked=${at === 0} /><span
            >${position.title}<span class="hint">${position.holder ?? said.vacant}</span></span
          ></label
        >`,
    )}
    ${panel.missing === 'to' ? html`<p class="field-problem" role="alert">${said.routeMissing}</p>` : nothing}
  </fieldset>`;
}

function followUpFields(panel: ActPanel) {
  const said = actWords[panel.format.language];
  const { node } = panel;
  if (!node) return ownNode(panel);
  const sending = panel.file.state.is;
  const choose = (value: 'yes' | 'no', label: string) =>
    html`<label class="choice"
      ><input type="radio" name="completes" value=${value} /><span>${label}</span></label
    >`;
  return html`
    <p class="hint">${said.instruction(node.instructions.join(', '))}</p>
    ${longText(panel, 'text', said.followUpText, { optional: false, missing: said.followUpMissing, most: 2000 })}
    <fieldset class="choices in-a-row">
      <legend>${said.completes}</legend>
      ${choose('yes', said.completed)}${choose('no', said.goesOn)}
      ${panel.missing === 'completes' ? html`<p class="field-problem" role="alert">${said.completesMissing}</p>` : nothing}
    </fieldset>
    ${fileChoice({
      sending: panel.file,
      format: panel.format,
      limit: panel.limit,
      label: said.attach,
      refused: panel.fileRefused,
      choose: panel.chooseFile,
      go: () => void panel.file.send(),
    })}
    ${
      sending === 'chosen' || sending === 'refused' || sending === 'sent'
        ? html`<button type="button" class="button plain" @click=${() => panel.file.cancel()}>
            ${said.removeFile}
          </button>`
        : nothing
    }
  `;
}

function waiting(
  panel: ActPanel,
  loading: ActPanel['choices'] | ActPanel['trail'],
  problem: ActPanel['choices']['problem'],
) {
  const { format } = panel;
  const said = actWords[format.language];
  if (!problem) return loadingLine(loading, said.loadingChoices, format.language);
  return failureState({
    report: problem,
    what: said.choices,
    language: format.language,
    format,
    retry: panel.load,
  });
}
