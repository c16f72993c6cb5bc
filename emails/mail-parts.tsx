import { Button, Section, Link as StyledLink, Text } from "@react-email/components";
import type { ReactNode } from "react";
import { color } from "./theme";

export function Paragraph({ children }: { children: ReactNode }) {
  return <Text style={paragraphStyle}>{children}</Text>;
}

/** The one thing to do, and its address in letters for programs that show no buttons. */
export function Action({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Section style={{ margin: "20px 0" }}>
      <Button href={href} style={buttonStyle}>
        {children}
      </Button>
      <Text style={addressStyle} data-skip-in-text="true">
        Or open this address:{" "}
        <StyledLink href={href} style={{ ...linkStyle, color: color.quiet }}>
          {href}
        </StyledLink>
      </Text>
    </Section>
  );
}

export function Link({ href, children }: { href: string; children: ReactNode }) {
  return (
    <StyledLink href={href} style={linkStyle}>
      {children}
    </StyledLink>
  );
}

/** Names and values, one under the other. */
export function Facts({ items }: { items: [name: string, value: string][] }) {
  return (
    <Section style={{ margin: "16px 0" }}>
      {items.map(([name, value]) => (
        <Text key={name} style={{ ...paragraphStyle, margin: "0 0 4px" }}>
          <span style={{ color: color.quiet }}>{name}: </span>
          <strong style={{ fontWeight: 600 }}>{value}</strong>
        </Text>
      ))}
    </Section>
  );
}

const linkStyle = { color: color.brand, textDecoration: "underline", overflowWrap: "anywhere" } as const;
const paragraphStyle = {
  margin: "0 0 12px",
  fontSize: 15,
  lineHeight: "24px",
  color: color.ink,
  overflowWrap: "anywhere",
} as const;
const buttonStyle = {
  backgroundColor: color.brand,
  color: color.onBrand,
  borderRadius: 7,
  padding: "12px 20px",
  fontSize: 15,
  lineHeight: "20px",
  fontWeight: 600,
};
const addressStyle = { margin: "16px 0 0", fontSize: 12, lineHeight: "18px", color: color.quiet };
