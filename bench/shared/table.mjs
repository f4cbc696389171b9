/** A table of plain text, the first column to the left, all others to the right. */
export const table = (head, rows) => {
  const lines = [head, ...rows].map(line => line.map(cell => String(cell ?? '–')));
  const widths = head.map((_, column) => Math.max(...lines.map(line => line[column].length)));
  const line = cells =>
    cells
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]),
      )
      .join('  ');
  const rule = widths.map(width => '─'.repeat(width)).join('  ');
  return [line(lines[0]), rule, ...lines.slice(1).map(line)].join('\n');
};
