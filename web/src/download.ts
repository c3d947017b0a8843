/** Hands a file that was made on the page to the browser to save. Nothing is sent. */
export function download(name: string, type: string, content: BlobPart) {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = Object.assign(document.createElement("a"), { href: address, download: name });
  link.click();
  // The browser has taken hold of the file when the next task runs; Safari needs longer.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
