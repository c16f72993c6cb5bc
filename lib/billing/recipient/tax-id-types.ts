import { countryName } from "@/lib/platform/countries";

interface TaxIdType {
  /** Stripe's word. */
  type: string;
  example: string;
}

const unionExamples: Record<string, string> = {
  ...{ AT: "ATU12345678", BE: "BE0123456789", BG: "BG0123456789", HR: "HR12345678912", CY: "CY12345678Z" },
  ...{ CZ: "CZ1234567890", DK: "DK12345678", EE: "EE123456789", FI: "FI12345678", FR: "FRAB123456789" },
  ...{ DE: "DE123456789", GR: "EL123456789", HU: "HU12345678", IE: "IE1234567AB", IT: "IT12345678912" },
  ...{ LV: "LV12345678912", LT: "LT123456789123", LU: "LU12345678", MT: "MT12345678", NL: "NL123456789B12" },
  ...{ PL: "PL1234567890", PT: "PT123456789", RO: "RO1234567891", SK: "SK1234567891", SI: "SI12345678" },
  ...{ ES: "ESA1234567Z", SE: "SE123456789123" },
};

const elsewhere: Record<string, TaxIdType> = {
  AE: { type: "ae_trn", example: "123456789012345" },
  AU: { type: "au_abn", example: "12345678912" },
  BR: { type: "br_cnpj", example: "01.234.456/5432-10" },
  CA: { type: "ca_gst_hst", example: "123456789RT0002" },
  CH: { type: "ch_vat", example: "CHE-123.456.789 MWST" },
  CL: { type: "cl_tin", example: "12.345.678-K" },
  GB: { type: "gb_vat", example: "GB123456789" },
  ID: { type: "id_npwp", example: "012.345.678.9-012.345" },
  IL: { type: "il_vat", example: "012345678" },
  IN: { type: "in_gst", example: "12ABCDE3456FGZH" },
  IS: { type: "is_vat", example: "123456" },
  JP: { type: "jp_trn", example: "T1234567891234" },
  KR: { type: "kr_brn", example: "123-45-67890" },
  LI: { type: "li_vat", example: "12345" },
  MX: { type: "mx_rfc", example: "ABC010203AB9" },
  MY: { type: "my_sst", example: "A12-3456-78912345" },
  NO: { type: "no_vat", example: "123456789MVA" },
  NZ: { type: "nz_gst", example: "123456789" },
  SA: { type: "sa_vat", example: "123456789012345" },
  SG: { type: "sg_gst", example: "M12345678X" },
  TH: { type: "th_vat", example: "1234567891234" },
  TR: { type: "tr_tin", example: "0123456789" },
  TW: { type: "tw_vat", example: "12345678" },
  UA: { type: "ua_vat", example: "123456789" },
  US: { type: "us_ein", example: "12-3456789" },
  ZA: { type: "za_vat", example: "4123456789" },
};

/** What Stripe calls the tax id of a company in a country, and what one looks like; null where it takes none. */
export function taxIdTypeOf(country: string, taxId: string): TaxIdType | null {
  const union = unionExamples[country];
  if (union) return { type: "eu_vat", example: union };
  // Companies of Northern Ireland stand in the Union's register.
  if (country === "GB" && /^\s*XI/i.test(taxId)) return { type: "eu_vat", example: "XI123456789" };
  return elsewhere[country] ?? null;
}

/** "That is not a tax ID of Germany. One looks like DE123456789." */
export function notATaxId(country: string, taxId: string): string {
  const type = taxIdTypeOf(country, taxId);
  const place = countryName(country);
  if (!type) return `We cannot print a tax ID of ${place} yet. Leave this empty.`;
  return `That is not a tax ID of ${place}. One looks like ${type.example}.`;
}
