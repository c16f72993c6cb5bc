/**
 * What the product is called wherever it names itself. Settled when the app is built, because pages drawn in the browser
 * say it too; the variable's prefix is what lets Next put it there.
 */
export const productName = process.env.NEXT_PUBLIC_PRODUCT_NAME?.trim() || "Tenantry";

/** The host of pictures and examples, at which nobody lives: `acme.tenantry.example`. */
export const exampleHost = `${productName.toLowerCase().replace(/[^a-z0-9]+/g, "-")}.example`;
