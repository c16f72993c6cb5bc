import sharp from "sharp";
import { expect, test } from "vitest";
import { encodePicture } from "@/lib/pictures/encode-picture";

/** Left half red, right half blue. */
const halves = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: "red" } }).composite([
    {
      input: { create: { width: width / 2, height, channels: 3, background: "blue" } },
      left: width / 2,
      top: 0,
    },
  ]);

const refused = (bytes: Uint8Array, key: string) =>
  expect(encodePicture(bytes)).rejects.toMatchObject({
    code: "invalid",
    fields: { picture: [`pictures.${key}`] },
  });

/** Red, green and blue at one place of a picture, from 0 to 1. */
async function colorAt(bytes: Buffer, x: number, y: number) {
  const { data, info } = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const at = (Math.floor(y * info.height) * info.width + Math.floor(x * info.width)) * info.channels;
  return [...data.subarray(at, at + 3)].map((value) => Math.round(value / 255));
}

test("three squares are cut from the middle, whatever the shape", async () => {
  const made = await encodePicture(await halves(400, 200).png().toBuffer());
  expect(made.map(({ size }) => size)).toEqual([64, 128, 256]);
  for (const { size, bytes } of made) {
    expect(await sharp(bytes).metadata()).toMatchObject({ format: "webp", width: size, height: size });
    expect(await colorAt(bytes, 0.1, 0.5)).toEqual([1, 0, 0]);
    expect(await colorAt(bytes, 0.9, 0.5)).toEqual([0, 0, 1]);
  }
});

test("a photograph stands upright, and says neither where nor by what it was taken", async () => {
  const photo = await halves(200, 200)
    .withExif({ IFD0: { Make: "Leica" }, IFD3: { GPSLatitude: "52/1" } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  expect((await sharp(photo).metadata()).exif).toBeDefined();
  const [small] = await encodePicture(photo);
  const bytes = small?.bytes ?? Buffer.alloc(0);
  const { exif, xmp, icc, iptc } = await sharp(bytes).metadata();
  expect([exif, xmp, icc, iptc]).toEqual([undefined, undefined, undefined, undefined]);
  expect(await colorAt(bytes, 0.5, 0.1)).toEqual([1, 0, 0]);
  expect(await colorAt(bytes, 0.5, 0.9)).toEqual([0, 0, 1]);
});

test("what hides behind a picture does not come out of it", async () => {
  const page = "<script>alert(document.domain)</script>";
  const polyglot = Buffer.concat([await halves(80, 80).gif().toBuffer(), Buffer.from(page)]);
  for (const { bytes } of await encodePicture(polyglot))
    expect(bytes.toString("latin1")).not.toContain("script");
});

test("of an animation the first frame is kept", async () => {
  const frames = await Promise.all(
    ["red", "blue"].map((background) =>
      sharp({ create: { width: 40, height: 40, channels: 3, background } })
        .png()
        .toBuffer(),
    ),
  );
  const animation = await sharp(frames, { join: { animated: true } })
    .gif()
    .toBuffer();
  expect((await sharp(animation, { animated: true }).metadata()).pages).toBe(2);
  const [small] = await encodePicture(animation);
  expect(await colorAt(small?.bytes ?? Buffer.alloc(0), 0.5, 0.5)).toEqual([1, 0, 0]);
  expect((await sharp(small?.bytes).metadata()).pages).toBeUndefined();
});

test("a file that is cut short is refused", async () => {
  const noise = { type: "gaussian", mean: 128, sigma: 60 } as const;
  for (const format of ["jpeg", "png", "webp"] as const) {
    const whole = await sharp({ create: { width: 300, height: 300, channels: 3, background: "red", noise } })
      .toFormat(format)
      .toBuffer();
    await encodePicture(whole);
    await refused(whole.subarray(0, whole.length / 2), "damaged");
    await refused(whole.subarray(0, 16), "damaged");
  }
});

test("a few bytes that would unpack to gigabytes are refused before they are unpacked", async () => {
  const bomb = await sharp({ create: { width: 12_000, height: 12_000, channels: 3, background: "red" } })
    .png({ compressionLevel: 9 })
    .toBuffer();
  expect(bomb.length).toBeLessThan(2 * 1024 * 1024);
  await refused(bomb, "tooManyPixels");
});

test.each([
  ["a drawing that can run scripts", `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>`],
  ["a page", "<!doctype html><script>1</script>"],
  ["a document", "%PDF-1.7"],
  ["a picture in no format of ours", "BM\x00\x00\x00\x00"],
])("%s is no picture, whatever it is called", (_, text) => refused(Buffer.from(text), "noPicture"));
