import { Body, Container, Head, Heading, Hr, Html, Preview, Section, Text } from "@react-email/components";
import type { ReactNode } from "react";
import { productName } from "@/lib/platform/product";
import { color, font } from "./theme";

type MailLayoutProps = {
  /** The line a mailbox shows beside the subject. */
  preview: string;
  heading: string;
  /** Why this mail came to this address. */
  reason: string;
  children: ReactNode;
};

/** The frame of every mail: mark, one card, and why it was sent. Names of any length wrap. */
export function MailLayout({ preview, heading, reason, children }: MailLayoutProps) {
  return (
    <Html lang="en">
      <Head>
        <title>{heading}</title>
        <meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no" />
        <meta name="color-scheme" content="light" />
        <meta name="supported-color-schemes" content="light" />
      </Head>
      <Preview>{preview}</Preview>
      <Body style={{ margin: 0, padding: "32px 12px", backgroundColor: color.page, fontFamily: font }}>
        <Container style={{ maxWidth: 520, margin: "0 auto" }}>
          <Brand />
          <Section style={cardStyle}>
            <Heading as="h1" style={headingStyle}>
              {heading}
            </Heading>
            {children}
          </Section>
          <Text style={reasonStyle}>{reason}</Text>
        </Container>
      </Body>
    </Html>
  );
}

/** The mark as table cells: mail programs show neither SVG nor, at first, images. */
function Brand() {
  return (
    <table cellPadding={0} cellSpacing={0} role="presentation" style={{ margin: "0 0 20px 4px" }}>
      <tbody>
        <tr>
          <td>
            <table cellPadding={0} cellSpacing={2} role="presentation" style={{ borderCollapse: "separate" }}>
              <tbody>
                <tr>
                  <Tile isFilled />
                  <Tile isFilled />
                  <Tile isFilled />
                </tr>
                <tr>
                  <Tile />
                  <Tile isFilled />
                  <Tile />
                </tr>
                <tr>
                  <Tile />
                  <Tile isFilled />
                  <Tile />
                </tr>
              </tbody>
            </table>
          </td>
          <td style={{ paddingLeft: 8, fontSize: 16, fontWeight: 600, color: color.ink }}>{productName}</td>
        </tr>
      </tbody>
    </table>
  );
}

function Tile({ isFilled = false }: { isFilled?: boolean }) {
  const backgroundColor = isFilled ? color.brand : "transparent";
  return (
    <td style={{ width: 5, height: 5, fontSize: 0, lineHeight: 0, borderRadius: 1.5, backgroundColor }} />
  );
}

export function MailRule() {
  return <Hr style={{ margin: "24px 0", border: 0, borderTop: `1px solid ${color.line}` }} />;
}

const cardStyle = {
  backgroundColor: color.card,
  border: `1px solid ${color.line}`,
  borderRadius: 10,
  padding: "28px 32px",
};
const headingStyle = {
  margin: "0 0 12px",
  fontSize: 20,
  lineHeight: "28px",
  fontWeight: 600,
  letterSpacing: "-0.01em",
  color: color.ink,
  overflowWrap: "anywhere",
} as const;
const reasonStyle = {
  margin: "16px 4px 0",
  fontSize: 12,
  lineHeight: "18px",
  color: color.quiet,
  overflowWrap: "anywhere",
} as const;
