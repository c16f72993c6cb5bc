/** The smallest PNG there is, of one pixel, as a form would send it. */
export const samplePicture = (): File =>
  new File(
    [
      Buffer.from(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
        "base64",
      ),
    ],
    "pixel.png",
    { type: "image/png" },
  );
