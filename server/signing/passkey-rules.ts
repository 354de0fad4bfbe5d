/** So many devices of one official at once: a phone, a computer, and what comes in their places. */
export const mostPasskeys = 5;
