package dev.indicia.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 5322 §3.4 and §4.4, RFC 6532, RFC 6854. */
class AddressListTest {

  private static AddressList parse(String value) {
    return AddressList.parse(Octets.field("To: " + value), 100);
  }

  private static String addresses(AddressList list) {
    List<String> found = new ArrayList<>();
    for (Mailbox mailbox : list.mailboxes()) {
      found.add(mailbox.localPart() + "@" + mailbox.domainText());
    }
    return String.join(" ", found);
  }

  private static String defects(AddressList list) {
    List<String> found = new ArrayList<>();
    for (AddressDefect defect : list.defects()) {
      found.add(defect.kind().code());
    }
    return String.join(" ", found);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      nullValues = "-",
      value = {
        "a@a.example                                   | a@a.example             | -",
        "<a@a.example>                                 | a@a.example             | -",
        "A B <a@a.example>, c@c.example                | a@a.example c@c.example | -",
        "\"A, B\" <a@a.example>                        | a@a.example             | -",
        "\"a b\"@a.example                             | a b@a.example           | -",
        "\"a\\\"b\"@a.example                          | a\"b@a.example          | -",
        "a@[192.0.2.1]                                 | a@[192.0.2.1]           | -",
        "a@[IPv6:2001:db8::1]                          | a@[IPv6:2001:db8::1]    | -",
        "(x (y) \\) z) a@a.example (w)                 | a@a.example             | -",
        "a@a.example                                   | a@a.example             | -",
        "A. B. <a@a.example>                           | a@a.example             | -",
        "[x] B <a@a.example>                           | a@a.example             | -",
        "G: a@a.example, B <b@b.example>;              | a@a.example b@b.example | -",
        "Undisclosed recipients:;                      | ~~                      | -",
        "G:;, a@a.example                              | a@a.example             | -",
        "<@a.example,@b.example:c@c.example>           | c@c.example             | route",
        "a . b @ a . example                           | a.b@a.example           "
            + "| space-in-address space-in-address space-in-address space-in-address"
            + " space-in-address space-in-address",
        "a(x)@a.example                                | a@a.example             |"
            + " space-in-address",
        "a..b.@a.example                               | a..b.@a.example         "
            + "| misplaced-dot misplaced-dot",
        "a@a.example.                                  | a@a.example.            | misplaced-dot",
        "a@a..example                                  | a@a..example            "
            + "| misplaced-dot invalid-domain",
        "a@a.example,, b@b.example,                    | a@a.example b@b.example | empty-element",
        "a@a.example; b@b.example                      | a@a.example b@b.example "
            + "| semicolon-separator",
        "a@a.example b@b.example                       | a@a.example b@b.example | missing-comma",
        "<a@a.example> <b@b.example>                   | a@a.example b@b.example | missing-comma",
        "<a@a.example> b@b.example                     | a@a.example b@b.example | missing-comma",
        "A B a@a.example                               | a@a.example             | missing-angle",
        "A <a@a.example                                | a@a.example             |"
            + " unbalanced-angle",
        "A a@a.example>                                | a@a.example             "
            + "| unbalanced-angle missing-angle",
        "<<a@a.example>>                               | a@a.example             "
            + "| unbalanced-angle no-address missing-comma unbalanced-angle",
        "a@b.example@c.example                         | a@b.example b.example@c.example |"
            + " several-at",
        "x@x.example <a@a.example>                     | a@a.example             | at-in-name",
        "\"A <a@a.example>                             | a@a.example             |"
            + " unbalanced-quote",
        "(A <a@a.example>                              | a@a.example             "
            + "| unbalanced-comment",
        "A) <a@a.example>                              | a@a.example             "
            + "| unbalanced-comment",
        "a@\"a.example\"                               | a@a.example             | quoted-domain",
        "a@                                            | a@                      | invalid-domain",
        "@a.example                                    | @a.example              | no-local-part",
        "a                                             | ~~                      | no-domain",
        "A <a>                                         | ~~                      | no-domain",
        "A B                                           | ~~                      | no-address",
        "A <>                                          | ~~                      | no-address",
        "<a@a.example> x                               | a@a.example             "
            + "| text-behind-address",
        "mailto:a@a.example                            | a@a.example             |"
            + " group-not-closed",
        "A: B: a@a.example;                            | a@a.example             "
            + "| stray-colon missing-angle",
        "=?utf-8?Q?a?=@a.example                       | =?utf-8?Q?a?=@a.example "
            + "| encoded-word-in-address",
        "=?utf-8?Q?x,y<?= <a@a.example>                | a@a.example             "
            + "| encoded-word-syntax",
      })
  void field_givesAddressesAndDefects(String value, String addresses, String defects) {
    AddressList list = parse(value);
    assertThat(addresses(list)).isEqualTo(addresses);
    assertThat(defects(list)).isEqualTo(defects == null ? "" : defects);
  }

  @Test
  void offsets_coverTheMailboxInTheMessage() {
    byte[] octets = Octets.of("X: y\r\nTo: A <a@a.example>,\r\n b@b.example (c)\r\n\r\n");
    HeaderField to = Message.of(octets).fields().get(1);
    List<String> texts = new ArrayList<>();
    for (Mailbox mailbox : AddressList.parse(to, 10).mailboxes()) {
      texts.add(new String(octets, mailbox.offset(), mailbox.length(), StandardCharsets.US_ASCII));
    }
    assertThat(texts).containsExactly("A <a@a.example>", "b@b.example");
  }

  @Test
  void displayName_isDecodedAndUnquoted() {
    assertThat(parse("\"A \\\"B\\\" C\" <a@a.example>").mailboxes().get(0).displayName())
        .isEqualTo("A \"B\" C");
    assertThat(
            parse("=?utf-8?B?w6k=?= =?utf-8?Q?=C3=A9_x?= y <a@a.example>")
                .mailboxes()
                .get(0)
                .displayName())
        .isEqualTo("\u00e9\u00e9 x y");
    assertThat(parse("J\u00fcrgen <a@a.example>").mailboxes().get(0).displayName())
        .isEqualTo("J\u00fcrgen");
    assertThat(parse("a@a.example (A B)").mailboxes().get(0).displayName()).isEqualTo("A B");
    assertThat(parse("a@a.example").mailboxes().get(0).displayName()).isNull();
  }

  @Test
  void domain_isLowerCase_andNullForALiteral() {
    Mailbox mailbox = parse("A@A.Example").mailboxes().get(0);
    assertThat(mailbox.address()).isEqualTo("A@a.example");
    assertThat(parse("a@[192.0.2.1]").mailboxes().get(0).domain()).isNull();
    assertThat(parse("a@[ 192.0.2.1 ]").mailboxes().get(0).domainText()).isEqualTo("[192.0.2.1]");
  }

  @Test
  void group_keepsItsNameAndMailboxes() {
    AddressList list = parse("x@x.example, \"My Group\": a@a.example; , y@y.example");
    assertThat(list.addresses()).hasSize(3);
    Group group = (Group) list.addresses().get(1);
    assertThat(group.displayName()).isEqualTo("My Group");
    assertThat(group.mailboxes()).hasSize(1);
    assertThat(list.mailboxes()).hasSize(3);
  }

  @Test
  void controlCharacters_areReported() {
    for (String value : List.of("a\0b@a.example", "\"a\0\" <a@a.example>", "a@a.example\nx")) {
      assertThat(parse(value).has(AddressDefectKind.CONTROL)).as(value).isTrue();
    }
    assertThat(parse("\"a\r\n b\" <a@a.example>").defects()).isEmpty();
    assertThat(parse("a@good.example\0.evil.example").mailboxes().get(0).domain()).isNull();
  }

  @Test
  void tooManyAddresses_isALimit() {
    AddressList list = AddressList.parse(Octets.field("To: " + "a@a.example, ".repeat(300)), 100);
    assertThat(list.mailboxes()).hasSize(100);
    assertThat(list.has(AddressDefectKind.TOO_MANY)).isTrue();
  }

  @Test
  void octetsThatAreNoUtf8_areReported() {
    HeaderField field = Octets.message("To: \u00e9 <a@a.example>\r\n\r\n").fields().get(0);
    AddressList list = AddressList.parse(field, 10);
    assertThat(list.has(AddressDefectKind.NOT_UTF8)).isTrue();
    assertThat(list.mailboxes().get(0).displayName()).isEqualTo("\u00e9");
  }
}
