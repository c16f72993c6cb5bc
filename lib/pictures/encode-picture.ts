import sharp, { type Sharp } from "sharp";
import { invalidField } from "@/lib/core/errors";
import { said } from "@/lib/platform/said";
import { sniff } from "./sniff";
import { type PictureSize, pictureSizes } from "./values";

/** 50 megapixels, more than a phone's camera makes: a few bytes may unpack to gigabytes. */
const mostPixels = 50_000_000;
const patienceSeconds = 10;

export interface Encoded {
  size: PictureSize;
  bytes: Buffer;
}

/**
 * A picture drawn anew as squares, by their middle, in WebP: nothing of what was sent is kept but what it looked like, so
 * neither the place a photograph was taken at nor whatever was hidden behind it. Of an animation it is the first frame.
 * Throws `invalid` at the field `picture` for what is none, is cut short or is too many pixels.
 */
export async function encodePicture(bytes: Uint8Array): Promise<Encoded[]> {
  if (!sniff(bytes)) throw invalidField("picture", said("pictures.noPicture"));
  const { width, height } = await readable(() => opened(bytes).metadata());
  if (width * height > mostPixels) throw invalidField("picture", said("pictures.tooManyPixels"));
  // Once in full, then from the largest: a photograph is unpacked a single time.
  const largest = Math.max(...pictureSizes);
  const drawn = await readable(() => square(opened(bytes), largest).png().toBuffer());
  return Promise.all(
    pictureSizes.map(async (size) => ({
      size,
      bytes: await square(sharp(drawn), size).webp({ quality: 84 }).toBuffer(),
    })),
  );
}

/** `error` refuses what is cut short, and lets pass what cameras only get slightly wrong. */
const opened = (bytes: Uint8Array): Sharp =>
  sharp(bytes, { failOn: "error", limitInputPixels: false, pages: 1 }).timeout({ seconds: patienceSeconds });

const square = (picture: Sharp, edge: number): Sharp =>
  picture.autoOrient().resize(edge, edge, { fit: "cover" }).toColorspace("srgb");

async function readable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch {
    throw invalidField("picture", said("pictures.damaged"));
  }
}
