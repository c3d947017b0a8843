// QR codes are read by the browser itself, where it can: no picture leaves the device.

interface Detector { detect(image: ImageBitmapSource): Promise<{ rawValue: string }[]> }
interface DetectorKind { new (options: { formats: string[] }): Detector; getSupportedFormats(): Promise<string[]> }

const kind = (globalThis as { BarcodeDetector?: DetectorKind }).BarcodeDetector;

export const canRead = async (): Promise<boolean> => (await kind?.getSupportedFormats().catch((): string[] => []))?.includes("qr_code") ?? false;

/** The text of the first QR code in a picture, and undefined when none is found. */
export async function readSquare(image: Blob | HTMLVideoElement): Promise<string | undefined> {
  try {
    const picture = image instanceof Blob ? await createImageBitmap(image) : image;
    const [found] = await new kind!({ formats: ["qr_code"] }).detect(picture);
    return found?.rawValue;
  } catch {
    return undefined; // no picture, or none yet
  }
}

/** Shows the camera in a video and looks for a code until one is found or stop is called. */
export function watch(video: HTMLVideoElement, found: (text: string) => void, failed: () => void): () => void {
  let on = true;
  let stream: MediaStream | undefined;
  const stop = () => {
    on = false;
    for (const track of stream?.getTracks() ?? []) track.stop();
  };
  const look = async () => {
    if (!on) return;
    const text = await readSquare(video);
    if (!on) return;
    if (text === undefined) {
      setTimeout(look, 250);
      return;
    }
    stop();
    found(text);
  };
  navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } }).then(
    async (opened) => {
      stream = opened;
      if (!on) return stop();
      video.srcObject = opened;
      await video.play().catch(() => undefined);
      void look();
    },
    () => {
      stop();
      failed();
    },
  );
  return stop;
}
