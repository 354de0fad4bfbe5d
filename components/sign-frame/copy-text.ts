/** Copies, also where a portal's frame was not given the clipboard. Within a tap only. @returns whether it was copied */
export async function copyText(text: string, place: Node): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = document.createElement('textarea');
    field.value = text;
    field.className = 'seen-by-readers-only';
    place.appendChild(field);
    field.select();
    const copied = copySelected();
    field.remove();
    return copied;
  }
}

/** Old, and the only way without the permission. */
function copySelected(): boolean {
  const { execCommand } = document as unknown as { execCommand?: (command: string) => boolean };
  return execCommand?.call(document, 'copy') === true;
}
