import type { TicketRequest } from '../../server/contract/letters.js';
import type { OfficeClient } from './office-client.js';

/**
 * Opens or saves a file by its one-use address. To be called while a click is being handled: a browser blocks a tab
 * that is opened after an answer, so the tab is there first and blank.
 *
 * @throws {OfficeProblem} what the server refused; the blank tab is closed again
 */
export async function openTicket(
  client: OfficeClient,
  positionId: string,
  letterId: string,
  request: TicketRequest,
): Promise<void> {
  const tab = request.disposition === 'inline' ? window.open('', '_blank') : null;
  try {
    const { url } = await client.ticket(positionId, letterId, request);
    const address = new URL(url, client.server).href;
    if (!tab) return go(address);
    tab.opener = null;
    tab.location.href = address;
  } catch (error) {
    tab?.close();
    throw error;
  }
}

/** An answer that is to be saved does not leave the page; in a frame of its own even a refusal would not. */
function go(address: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.rel = 'noreferrer';
  link.target = '_blank';
  link.click();
}
