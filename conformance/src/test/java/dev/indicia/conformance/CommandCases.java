package dev.indicia.conformance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The golden cases of other commands than {@code check}; a part of {@link CaseMaker}. */
final class CommandCases {
  static final String BIMI =
      "default._bimi.shop.example. IN TXT \"v=BIMI1; l=https://shop.example/logo.svg; a=;\"\n";
  private static final String REJECT = "_dmarc.shop.example. IN TXT \"v=DMARC1; p=reject\"\n";
  private static final List<String> SHOP =
      List.of(
          "bimi",
          "--json",
          "--dns",
          "zone.txt",
          "--at",
          "2026-01-15T12:00:05Z",
          "--svg",
          "logo.svg",
          "shop.example");
  private static final String SVG =
      """
      <svg xmlns="http://www.w3.org/2000/svg" version="1.2" baseProfile="tiny-ps" viewBox="0 0 9 9">
        <title>Shop</title>
        <rect width="9" height="9" fill="#123"/>
      </svg>
      """;
  private static final String AGGREGATE =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <feedback xmlns="urn:ietf:params:xml:ns:dmarc-2.0">
        <version>1.0</version>
        <report_metadata>
          <org_name>Home</org_name>
          <email>reports@home.example</email>
          <report_id>17@home.example</report_id>
          <date_range><begin>1768435200</begin><end>1768521599</end></date_range>
          <generator>Example 1.0</generator>
        </report_metadata>
        <policy_published>
          <domain>shop.example</domain>
          <discovery_method>treewalk</discovery_method>
          <p>reject</p><sp>reject</sp><np>reject</np>
          <testing>n</testing>
        </policy_published>
        <record>
          <row>
            <source_ip>192.0.2.25</source_ip>
            <count>120</count>
            <policy_evaluated>
              <disposition>pass</disposition><dkim>pass</dkim><spf>pass</spf>
            </policy_evaluated>
          </row>
          <identifiers>
            <header_from>shop.example</header_from>
            <envelope_from>shop.example</envelope_from>
          </identifiers>
          <auth_results>
            <dkim><domain>shop.example</domain><selector>s1</selector><result>pass</result></dkim>
            <spf><domain>shop.example</domain><scope>mfrom</scope><result>pass</result></spf>
          </auth_results>
        </record>
        <record>
          <row>
            <source_ip>2001:db8::7</source_ip>
            <count>3</count>
            <policy_evaluated>
              <disposition>none</disposition><dkim>fail</dkim><spf>fail</spf>
              <reason><type>mailing_list</type><comment>talk</comment></reason>
            </policy_evaluated>
          </row>
          <identifiers><header_from>shop.example</header_from></identifiers>
          <auth_results/>
        </record>
      </feedback>
      """;
  private static final String TLS =
      """
      {
        "organization-name": "Home",
        "date-range": {
          "start-datetime": "2026-01-15T00:00:00Z",
          "end-datetime": "2026-01-15T23:59:59Z"
        },
        "contact-info": "tls@home.example",
        "report-id": "18@home.example",
        "policies": [
          {
            "policy": {
              "policy-type": "sts",
              "policy-string": ["version: STSv1", "mode: testing", "mx: mx.shop.example"],
              "policy-domain": "shop.example",
              "mx-host": ["mx.shop.example"]
            },
            "summary": {"total-successful-session-count": 41, "total-failure-session-count": 2},
            "failure-details": [
              {
                "result-type": "certificate-expired",
                "sending-mta-ip": "198.51.100.7",
                "receiving-mx-hostname": "mx.shop.example",
                "failed-session-count": 2
              }
            ]
          }
        ]
      }
      """;
  private static final String FAILURE =
      """
      From: reports@home.example
      To: dmarc@shop.example
      Subject: FW: Your order
      Date: Thu, 15 Jan 2026 12:10:00 +0000
      Message-ID: <2@home.example>
      MIME-Version: 1.0
      Content-Type: multipart/report; report-type=feedback-report; boundary="b"

      --b
      Content-Type: text/plain; charset=us-ascii

      A message failed to authenticate.

      --b
      Content-Type: message/feedback-report

      Feedback-Type: auth-failure
      User-Agent: Example/1.0
      Version: 1
      Auth-Failure: dmarc
      Identity-Alignment: none
      Authentication-Results: home.example; dmarc=fail header.from=shop.example
      Source-IP: 198.51.100.7
      Reported-Domain: shop.example
      Original-Mail-From: <bounce@host.example>

      --b
      Content-Type: text/rfc822-headers

      From: Ann Example <ann@shop.example>
      Subject: Your order

      --b--
      """;

  private final Path folder;
  private int number;

  /** Cases in the folder, behind those so far. */
  CommandCases(Path folder, int number) {
    this.folder = folder;
    this.number = number;
  }

  void indicators() throws IOException {
    write(
        "bimi-indicator",
        SHOP,
        "An Indicator within SVG Tiny PS, for a domain whose policy is enforced (BIMI §7.6, RFC"
            + " 9989 §4.7).",
        "zone.txt",
        REJECT + BIMI,
        "logo.svg",
        SVG);
    write(
        "bimi-indicator-that-runs",
        SHOP,
        "A script, a handler and a picture from elsewhere: each is told with its place (BIMI §7.6;"
            + " RFC 6170 §5.2 has SVG in certificates).",
        "zone.txt",
        REJECT + BIMI,
        "logo.svg",
        SVG.replace("<rect ", "<script>alert(1)</script>\n  <rect onclick=\"alert(2)\" ")
            .replace("</svg>", "<image href=\"https://evil.example/x.png\"/>\n</svg>"));
    write(
        "bimi-policy-in-test-mode",
        SHOP,
        "A policy that is only tested shows no Indicator (BIMI §7.1, RFC 9989 §4.7).",
        "zone.txt",
        REJECT.replace("p=reject", "p=reject; t=y") + BIMI,
        "logo.svg",
        SVG);
    write(
        "bimi-two-records",
        SHOP,
        "Two Assertion Records at one name are none (BIMI §7.2; RFC 9989 §4.10 has it so too).",
        "zone.txt",
        REJECT + BIMI + BIMI.replace("logo", "other"),
        "logo.svg",
        SVG);
  }

  void reports() throws IOException {
    List<String> show = List.of("report", "show", "report.xml");
    write("report-aggregate", show, "RFC 9990 §2.1.1 in full.", "report.xml", AGGREGATE);
    write(
        "report-aggregate-old-form",
        show,
        "The form of RFC 7489 Appendix C (§7.2), with words in capitals and a missing sp.",
        "report.xml",
        AGGREGATE
            .replace(" xmlns=\"urn:ietf:params:xml:ns:dmarc-2.0\"", "")
            .replace("<sp>reject</sp><np>reject</np>", "<pct>100</pct>")
            .replaceAll(" *<(discovery_method|testing|generator)>.*\n", "")
            .replace("<spf>pass</spf>", "<spf>Pass</spf>"));
    write(
        "report-with-entities",
        List.of("report", "show", "--json", "report.xml"),
        "A document type with entities is refused, none is expanded (RFC 9990 §8 names such"
            + " attacks).",
        "report.xml",
        AGGREGATE
            .replace(
                "\"?>\n", "\"?>\n<!DOCTYPE feedback [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]>\n")
            .replace("Home", "&b;"));
    write(
        "report-tls",
        List.of("report", "show", "report.json"),
        "A TLS report (RFC 8460 §4.4).",
        "report.json",
        TLS);
    write(
        "report-failure",
        List.of("report", "show", "report.eml"),
        "A failure report in its mail (RFC 6591 §3.1, RFC 5965 §2).",
        "report.eml",
        FAILURE.replace("\n", "\r\n"));
  }

  /** A case; the files are names and texts in turn. */
  private void write(String name, List<String> words, String why, String... files)
      throws IOException {
    Path place = folder.resolve(String.format(Locale.ROOT, "%04d-%s", ++number, name));
    Files.createDirectories(place);
    for (int i = 0; i < files.length; i += 2) {
      Files.writeString(place.resolve(files[i]), files[i + 1], StandardCharsets.UTF_8);
    }
    Files.writeString(
        place.resolve("words.json"),
        words.stream().collect(Collectors.joining("\", \"", "[\"", "\"]\n")));
    Files.writeString(place.resolve("WHY.md"), why + "\n");
  }
}
