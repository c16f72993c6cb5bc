/** The application's light palette as hex: mail programs know neither oklch nor variables. */
export const color = {
  page: "#f4f7f5",
  card: "#ffffff",
  line: "#dfe5e2",
  ink: "#15201b",
  quiet: "#56615c",
  brand: "#005b43",
  onBrand: "#ffffff",
};

export const font = "-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif";
