/** Edges of the squares that are kept, in pixels: for lists at one and at two pixels a point, and for a page about one. */
export const pictureSizes = [64, 128, 256] as const;
export type PictureSize = (typeof pictureSizes)[number];

/** What may be sent. Vercel lets 4.5 MB in; a photograph of a phone is larger only where nobody has cut it. */
export const mostPictureBytes = 2 * 1024 * 1024;

/** What the file dialog offers; the server looks at the bytes. */
export const pictureTypes = "image/png,image/jpeg,image/webp,image/gif";
