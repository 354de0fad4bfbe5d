import { html, nothing } from 'lit';
import type { PositionName } from '../../server/contract/letters.js';
import { field } from '../internal/field.js';
import { chevronRightIcon, chevronUpIcon, icon } from '../internal/icons.js';
import type { Receiver } from './disposition-draft.js';
import { words } from './disposition-form.words.js';
import type { DraftView } from './draft-view.js';
import { chip, instructionChips } from './instructions-view.js';

export interface ReceiversView extends DraftView {
  /** A disposition never goes to the desk that sends it. */
  readonly ownPositionId: string | undefined;
  readonly search: string;
  readonly find: (search: string) => void;
}

/** Whom: the favourites, or every position below with a search, and then what each of the chosen gets. */
export function receiversView(view: ReceiversView) {
  const { choices, unfolded, fold, draft } = view;
  const said = words[view.language];
  const others = choices.positions.filter(({ id }) => id !== view.ownPositionId);
  const all = unfolded.has('positions') || choices.favourites.length === 0;
  const chosenBeside = draft.receivers
    .map(({ position }) => position)
    .filter(({ id }) => !choices.favourites.some((favourite) => favourite.id === id));
  return html`<section class="whom">
    <h3 class="part-title" id="whom">${said.whom}</h3>
    ${all ? tree(view, others) : pickList(view, [...choices.favourites, ...chosenBeside])}
    ${
      choices.favourites.length === 0
        ? nothing
        : html`<button
            type="button"
            class="button plain all"
            aria-expanded=${all}
            @click=${() => fold('positions')}
          >
            ${all ? said.fewer : said.all(others.length)}${icon(all ? chevronUpIcon : chevronRightIcon)}
          </button>`
    }
    ${all && draft.receivers.length > 0 ? details(view) : nothing}
  </section>`;
}

function tree(view: ReceiversView, others: readonly (PositionName & { readonly depth: number })[]) {
  const said = words[view.language];
  const wanted = view.search.trim().toLowerCase();
  const found = others.filter(({ title, shortTitle, unit, holder }) =>
    [title, shortTitle, unit, holder ?? ''].some((each) => each.toLowerCase().includes(wanted)),
  );
  return html`<div class="search">
      ${field(
        { id: 'search', label: said.search },
        html`<input
          class="control"
          id="search"
          type="search"
          autocomplete="off"
          .value=${view.search}
          @input=${({ target }: Event) => view.find((target as HTMLInputElement).value)}
        />`,
      )}
    </div>
    ${
      found.length === 0
        ? html`<p class="inset hint" role="status">${said.noMatch}</p>`
        : html`<div class="tree">${pickList(view, found)}</div>`
    }`;
}

function pickList(view: ReceiversView, positions: readonly (PositionName & { readonly depth?: number })[]) {
  return html`<ul aria-labelledby="whom">
    ${positions.map((position) => html`<li>${pick(view, position)}</li>`)}
  </ul>`;
}

function pick(view: ReceiversView, position: PositionName & { readonly depth?: number }) {
  const { receivers } = view.draft;
  const on = receivers.some((receiver) => receiver.position.id === position.id);
  const depth = position.depth ?? 0;
  const toggle = () =>
    view.change({
      receivers: on
        ? receivers.filter((receiver) => receiver.position.id !== position.id)
        : [...receivers, { position, copy: false }],
    });
  return html`<label class="pick ${on ? 'on' : ''} ${depth > 1 ? 'deeper' : depth > 0 ? 'deep' : ''}">
    <input type="checkbox" .checked=${on} @change=${toggle} />
    <span
      ><span class="name">${position.shortTitle}</span>${
        position.holder === undefined
          ? html`<span class="hint">${words[view.language].vacant}</span>`
          : nothing
      }</span
    >
  </label>`;
}

/** A copy or its own instruction for each of the chosen; only in the full form. */
function details(view: ReceiversView) {
  const said = words[view.language];
  return html`<h4 class="part-title">${said.receivers}</h4>
    <ul>
      ${view.draft.receivers.map((receiver) => {
        const { shortTitle } = receiver.position;
        const own = receiver.own;
        return html`<li class="receiver">
          <p>${shortTitle}</p>
          <div class="chips">
            ${chip(
              said.copy,
              receiver.copy,
              () => put(view, { ...receiver, copy: !receiver.copy }),
              said.copyOf(shortTitle),
            )}
            ${
              receiver.copy
                ? nothing
                : chip(
                    said.own,
                    own !== undefined,
                    () =>
                      put(view, {
                        ...receiver,
                        own: own === undefined ? view.draft.instructions : undefined,
                      }),
                    said.ownOf(shortTitle),
                  )
            }
          </div>
          ${
            receiver.copy || own === undefined
              ? nothing
              : html`<div class="chips" role="group" aria-label=${said.ownOf(shortTitle)}>
                  ${instructionChips(view, `own-${receiver.position.id}`, own, (chosen) =>
                    put(view, { ...receiver, own: chosen }),
                  )}
                </div>`
          }
        </li>`;
      })}
    </ul>`;
}

function put(view: ReceiversView, changed: Receiver): void {
  view.change({
    receivers: view.draft.receivers.map((receiver) =>
      receiver.position.id === changed.position.id ? changed : receiver,
    ),
  });
}
