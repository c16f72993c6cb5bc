import { z } from "zod";
import { said } from "@/lib/platform/said";
import { mostPictureBytes } from "./values";

/** A picture as a form sends it. What it says of its type is not believed: `encodePicture` looks at the bytes. */
export const pictureFile = z
  .file({ error: said("pictures.choose") })
  .min(1, said("pictures.empty"))
  .max(mostPictureBytes, said("pictures.tooLarge"));

/** The address of a picture without the size that ends it; null where there is none and initials stand for it. */
export const pictureAddress = z.string().nullable();

export const pictured = z.object({ picture: pictureAddress });
