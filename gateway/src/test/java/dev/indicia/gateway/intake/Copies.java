package dev.indicia.gateway.intake;

import dev.indicia.message.Message;
import java.nio.charset.StandardCharsets;

/** Copies in the forms that mail hosts send. */
public final class Copies {
  /** What arrived at Microsoft 365 from outside, with the trace fields of its hosts. */
  public static final String OUTSIDE =
      """
      Received: from AM1PR01MB0001.eurprd01.prod.outlook.com (2001:db8:10a6::1) by
       DB1PR01MB0002.eurprd01.prod.outlook.com (2001:db8:10a6::2) with Microsoft SMTP Server
       (version=TLS1_2, cipher=TLS_ECDHE) id 15.20.1.1; Tue, 12 May 2026 08:00:09 +0000
      Received: from DB1EUR01FT001.eop-EUR01.prod.protection.outlook.com (2001:db8:10a6::3) by
       AM1PR01CA0003.outlook.office365.com (2001:db8:10a6::4) with Microsoft SMTP Server
       id 15.20.1.1; Tue, 12 May 2026 08:00:08 +0000
      Authentication-Results: spf=pass (sender IP is 192.0.2.1)
       smtp.mailfrom=bounces.a.example; dkim=none header.d=none;dmarc=pass action=none
       header.from=a.example;compauth=pass reason=100
      Received: from mx.a.example (192.0.2.1) by
       DB1EUR01FT001.mail.protection.outlook.com (10.152.0.1) with Microsoft SMTP Server
       id 15.20.1.1; Tue, 12 May 2026 08:00:07 +0000
      Received: from forged.example (198.51.100.9) by
       X.mail.protection.outlook.com (10.0.0.1) with SMTP; Mon, 11 May 2026 08:00:00 +0000
      From: Ann <ann@a.example>
      To: bob@b.example
      Subject: hello
      Message-ID: <1@a.example>

      Hello Bob
      """;

  /** What a user of the tenant sent to another. */
  public static final String INSIDE =
      """
      Received: from AM1PR01MB0001.eurprd01.prod.outlook.com ([fe80::1]) by
       AM1PR01MB0001.eurprd01.prod.outlook.com ([fe80::1%3]) with mapi id 15.20.1.1;
       Tue, 12 May 2026 08:00:00 +0000
      From: Bea <bea@b.example>
      To: bob@b.example
      Subject: lunch
      Message-ID: <2@b.example>

      At noon?
      """;

  /** The text of a report with every kind of line. */
  public static final String LINES =
      """
      Sender: secretary@a.example
      On-Behalf-Of: ann@a.example
      Subject: hello
      Message-Id: <1@a.example>
      To: bob@b.example
      Cc: cy@b.example, Expanded: team@b.example
      Bcc: dee@b.example, Forwarded: old@b.example
      Recipient: eve@b.example
      """;

  private Copies() {}

  /** The octets of the text, with CRLF. */
  public static byte[] octets(String text) {
    return text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
  }

  public static Message message(String text) {
    return Message.of(octets(text));
  }

  /** A journal report of the original. */
  public static String journal(String lines, String original) {
    return report("text/plain; charset=\"us-ascii\"", lines, part("message/rfc822", original));
  }

  static String part(String type, String content) {
    return "--b1_journal\nContent-Type: " + type + "\n\n" + content + "\n";
  }

  static String report(String textType, String lines, String... parts) {
    return "Received: from out.example (192.0.2.200) by journal.example; Tue, 12 May 2026 08:00:10 +0000\n"
        + "From: Ann <ann@a.example>\nTo: bob@b.example\nSubject: hello\n"
        + "Message-ID: <0a@journal.report.generator>\nX-MS-Journal-Report:\n"
        + "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"b1_journal\"\n\n"
        + "--b1_journal\nContent-Type: "
        + textType
        + "\n\n"
        + lines
        + "\n"
        + String.join("", parts)
        + "--b1_journal--\n";
  }

  /** A copy that a routing rule of Google Workspace sends. */
  public static String routed(String field) {
    return field
        + """
        Received: by mail-x1-f1.google.com with SMTP id a1;
         Tue, 12 May 2026 01:00:09 -0700 (PDT)
        X-Received: by 2002:a05:6a00:1:b0:1:2:3 with SMTP id b2; Tue, 12 May 2026 01:00:08 -0700 (PDT)
        Received: by 2002:a05:6a00:1:b0:1:2:3 with SMTP id c3;
         Tue, 12 May 2026 01:00:08 -0700 (PDT)
        Return-Path: <bounce@a.example>
        Received: from mx.a.example (mx.a.example. [192.0.2.1])
         by mx.google.com with ESMTPS id d4 for <bob@b.example>
         (version=TLS1_3 cipher=TLS_AES_128_GCM_SHA256 bits=128/128);
         Tue, 12 May 2026 01:00:07 -0700 (PDT)
        X-Gm-Original-To: forged@b.example
        Received: from forged.example (forged.example. [198.51.100.9]) by mx.google.com;
         Mon, 11 May 2026 01:00:00 -0700 (PDT)
        From: Ann <ann@a.example>
        To: list@b.example
        Subject: hello
        Message-ID: <1@a.example>

        Hello Bob
        """;
  }
}
