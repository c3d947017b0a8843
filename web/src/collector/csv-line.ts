// Writes comma-separated values by RFC 4180, as spreadsheets read them in every language.

/** A line of cells. A text that a spreadsheet would take for a formula is made a text. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

function csvCell(text: string): string {
  const plain = /^-?\d+(?:\.\d+)?$/.test(text);
  const safe = !plain && /^\s*[=+\-@\t\r＝＋－＠]/.test(text) ? `'${text}` : text;
  return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
