import { html, nothing } from 'lit';
import type { Uncertainty } from '../../server/contract/signing.js';
import type { Format } from '../internal/format.js';
import { type OutcomeWords, words } from './unknown-outcome.words.js';

type Answer = Uncertainty['answers'][number];

/** Who is asked for a signature, as it stands in a sentence. */
export function providerName({ provider }: Uncertainty, said: OutcomeWords): string {
  return provider === 'bsre' ? 'BSrE' : said.local;
}

/** All that is known: who, when, which file, and what was answered, word by word. */
export function evidenceView(known: Uncertainty, format: Format) {
  const said = words[format.language];
  const provider = providerName(known, said);
  return html`<section>
    <h3 class="card-title">${said.evidence}</h3>
    <dl class="evidence">
      <dt>${said.signer}</dt>
      <dd>${known.official}</dd>
      <dt>${said.affirmed}</dt>
      <dd>${format.moment(known.affirmedAt)}</dd>
      <dt>${said.dispatched}</dt>
      <dd>${format.moment(known.dispatchedAt)}</dd>
      <dt>${said.sentFile}</dt>
      <dd><code>SHA-256 ${shortHash(known.documentSha256)}</code></dd>
      ${
        known.providerDocument === undefined
          ? nothing
          : html`<dt>${said.gatewayNumber}</dt>
              <dd><code>${known.providerDocument}</code></dd>`
      }
    </dl>
    ${
      known.provider === 'bsre'
        ? html`<p class="hint">
            ${known.providerDocument === undefined ? said.askWithTime : said.askWithNumber}
          </p>`
        : nothing
    }
    <h4 class="strong">${said.answers(provider)}</h4>
    ${
      known.answers.length === 0
        ? html`<p>${said.noAnswer}</p>`
        : html`<ol class="answers" part="answers">
            ${known.answers.map((answer) => answerView(answer, provider, format))}
          </ol>`
    }
  </section>`;
}

function answerView(answer: Answer, provider: string, format: Format) {
  const said = words[format.language];
  const small = [
    format.moment(answer.at),
    ...(answer.http === undefined ? [] : [`HTTP ${answer.http}`]),
    ...(answer.statusCode === undefined ? [] : [said.statusCode(provider, answer.statusCode)]),
  ];
  return html`<li>
    <p>${meaningOf(answer, said)}</p>
    <p class="hint">${small.join(' · ')}</p>
    ${answer.said === undefined ? nothing : html`<p>${said.said(provider)} <q>${answer.said}</q></p>`}
    ${
      answer.raw === ''
        ? nothing
        : html`<details>
            <summary>${said.raw}</summary>
            <pre tabindex="0" aria-label=${said.raw}>${answer.raw}</pre>
          </details>`
    }
  </li>`;
}

/** A code that has no words here says what every unknown answer does. */
function meaningOf({ outcome, code = '' }: Answer, said: OutcomeWords): string {
  const name = `code-${code}`;
  if (outcome === 'unknown' && Object.hasOwn(said, name)) return said[name as 'code-cut-off'];
  return said[`outcome-${outcome}`];
}

/** "cdcd cdcd cdcd cdcd…": enough to tell two files apart by eye. */
function shortHash(sha256: string): string {
  return `${sha256.slice(0, 16).replace(/(.{4})(?=.)/g, '$1 ')}…`;
}
