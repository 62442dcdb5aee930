package dev.indicia.content;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Words that say what the number beside them is, in the languages that mail is mostly written in.
 * Compared without case and without accents of Latin letters. Immutable.
 */
final class Lexicon {
  /** Longest word looked up, in characters. */
  static final int WORD_MAX = 16;

  /** What a word says. */
  enum Meaning {
    /** A number to call follows: "tel". */
    CALL,
    /** A number to call may follow: "contact". */
    CONTACT,
    /** What follows is no number to call: "order". */
    REFERENCE,
    /** As REFERENCE, unless a word of calling stands before: "no". */
    NUMBER,
    DIGIT,
    DOUBLE,
    TRIPLE,
    HUNDRED,
    CURRENCY,
    /** The way out of a mailing: "unsubscribe". */
    UNSUBSCRIBE
  }

  /**
   * A word's meaning.
   *
   * @param meaning what it says
   * @param digit of a DIGIT
   * @param currency of a CURRENCY
   * @param coded whether it counts only in capitals, as "CAD" does
   */
  record Entry(Meaning meaning, int digit, String currency, boolean coded) {}

  private static final int SLOTS = 4096;

  static final Lexicon INSTANCE = new Lexicon();

  private final long[] keys = new long[SLOTS];
  private final @Nullable Entry[] entries = new @Nullable Entry[SLOTS];

  private Lexicon() {
    Map<String, Entry> words = new HashMap<>();
    all(
        words,
        Meaning.CALL,
        "call calls calling tel telephone phone phones phoned dial dialing dialling ring mobile cell"
            + " whatsapp hotline helpline tollfree fon"
            + " telefon telefonisch anrufen rufen anruf rufnummer handy mobil kundendienst telefono"
            + " telefonos llame llamar llamenos llamada llama movil celular ligue ligar telefone"
            + " telemovel chamada appelez appeler telephonez portable joindre chiama chiamare"
            + " chiami chiamaci cellulare numeroverde bel bellen telefoonnummer telefoon ring ringa"
            + " ringen mobiltelefon puhelin soita zadzwon zadzwonic telefonu komorka volejte zavolejte"
            + " volajte hivjon hivja sunati arayin arayiniz arama cep fax faks тел телефон телефону"
            + " звоните позвоните звонок дзвоніть зателефонуйте τηλ τηλεφωνο καλεστε هاتف اتصل اتصلوا اتصلي رقم"
            + " τηλεφωνηστε καλεσετε τηλεφωνικα الاتصال telepon gọi dzwon телефонуйте"
            + " جوال טלפון התקשרו फोन कॉल โทร");
    all(
        words,
        Meaning.CONTACT,
        "sms text helpdesk support reach contact agent questions fragen ruckfragen kontakt contacter contactez contacto"
            + " contactenos contate fale contatta contatti neem"
            + " klantenservice klantendienst kundtjanst kundservice kundeservice asiakaspalvelu"
            + " asiakaspalveluun infolinia ugyfelszolgalat pelanggan hubungi hizmetleri πελατων"
            + " υποστηριξη υποστηριξησ");
    all(
        words,
        Meaning.REFERENCE,
        "sn order orders orderid invoice inv ticket case id ids ref reference tracking track shipment"
            + " code codes pin passcode password otp account acct iban bic swift serial sku isbn"
            + " ean upc asin vat ein ssn meeting conference policy claim booking confirmation"
            + " reservation transaction txn payment receipt build version rev model license key"
            + " token hash uuid bestellung bestellnummer auftrag auftragsnummer rechnung"
            + " rechnungsnummer sendung sendungsnummer kundennummer vorgang vorgangsnummer konto"
            + " kontonummer commande facture colis suivi dossier compte siret siren pedido factura"
            + " envio cuenta codigo referencia nota fatura cnpj cpf codice ordine fattura conto"
            + " piva bestelling factuur ordernummer kvk btw ordrenummer fakturanummer zamowienie"
            + " faktura nip regon objednavka siparis fatura заказ счет счёт код номерзаказа инн"
            + " handelsregister hrb steuernummer ustid registration registered company vatin zip"
            + " commit transcript webinar ");
    all(words, Meaning.NUMBER, "no nr nummer number numero num nbr n numer номер");
    String[] digits = {
      "zero oh null nul cero nula noll nolla sifir ноль",
      "one eins ein un uno um een jeden ett yksi bir один",
      "two zwei zwo deux dos dois due twee dwa tva kaksi iki два",
      "three drei trois tres tre drie trzy kolme uc три",
      "four vier quatre cuatro quatro quattro cztery fyra nelja dort четыре",
      "five funf cinq cinco cinque vijf piec fem viisi bes пять",
      "six sechs seis sei zes szesc sex kuusi alti шесть meia",
      "seven sieben sept siete sete sette zeven siedem sju seitseman yedi семь",
      "eight acht huit ocho oito otto osiem atta kahdeksan sekiz восемь",
      "nine neun neuf nueve nove negen dziewiec nio yhdeksan dokuz девять",
    };
    for (int digit = 0; digit < digits.length; digit++) {
      for (String word : digits[digit].split(" ", -1)) {
        words.put(word, new Entry(Meaning.DIGIT, digit, "", false));
      }
    }
    all(words, Meaning.DOUBLE, "double doppel doble dobro");
    all(words, Meaning.TRIPLE, "triple triplo");
    all(words, Meaning.HUNDRED, "hundred hundert cent cento cien ciento honderd");
    all(
        words,
        Meaning.UNSUBSCRIBE,
        "unsubscribe unsubscribed unsubscribing abmelden abbestellen abmeldung desabonner desinscrire"
            + " desabonnez desinscription desuscribirse darse descadastrar disiscriviti disiscriversi"
            + " iscrizione afmelden uitschrijven отписаться відписатися wypisz avregistrera afmeld"
            + " abonelikten odhlasit dezabonare leiratkozas");
    currencies(words);
    words.forEach(this::put);
  }

  private static void all(Map<String, Entry> words, Meaning meaning, String list) {
    for (String word : list.split(" ", -1)) {
      words.put(word, new Entry(meaning, 0, "", false));
    }
  }

  private static void currencies(Map<String, Entry> words) {
    String codes =
        "USD EUR GBP BRL JPY CNY KRW INR CHF SEK NOK DKK PLN TRY AUD CAD NZD MXN ZAR RUB UAH CZK"
            + " HUF RON BGN ILS AED SAR QAR KWD EGP NGN KES GHS THB VND IDR MYR PHP SGD HKD TWD PKR"
            + " BDT LKR CLP COP PEN ARS UYU RMB BTC ETH USDT USDC XMR LTC DOGE SOL XRP BNB TRX";
    for (String code : codes.split(" ", -1)) {
      String currency = code.equals("RMB") ? "CNY" : code;
      words.put(code.toLowerCase(Locale.ROOT), new Entry(Meaning.CURRENCY, 0, currency, true));
    }
    String names =
        "dollar=USD dollars=USD dolares=USD bucks=USD euro=EUR euros=EUR eur=EUR pounds=GBP"
            + " quid=GBP reais=BRL yen=JPY yuan=CNY renminbi=CNY rupees=INR rupee=INR"
            + " rs=INR francs=CHF franken=CHF fr=CHF sfr=CHF kr=SEK kronor=SEK kroner=NOK zl=PLN zloty=PLN"
            + " zlotych=PLN tl=TRY lira=TRY руб=RUB рублей=RUB грн=UAH гривень=UAH kc=CZK korun=CZK"
            + " ft=HUF forint=HUF lei=RON лв=BGN rand=ZAR pesos=MXN dirhams=AED dirham=AED درهم=AED"
            + " ريال=SAR دولار=USD يورو=EUR baht=THB rp=IDR rm=MYR bitcoin=BTC bitcoins=BTC btc=BTC"
            + " eth=ETH ether=ETH usdt=USDT usdc=USDC tether=USDT";
    for (String pair : names.split(" ", -1)) {
      int equals = pair.indexOf('=');
      words.put(
          pair.substring(0, equals),
          new Entry(Meaning.CURRENCY, 0, pair.substring(equals + 1), false));
    }
  }

  private void put(String word, Entry entry) {
    char[] letters = word.toCharArray();
    long key = key(letters, 0, letters.length);
    int slot = slot(key);
    while (entries[slot] != null && keys[slot] != key) {
      slot = (slot + 1) & (SLOTS - 1);
    }
    keys[slot] = key;
    entries[slot] = entry;
  }

  private static int slot(long key) {
    return (int) ((key * 0x9E3779B97F4A7C15L) >>> 52);
  }

  /** What the word says, or null. */
  @Nullable Entry find(char[] text, int from, int to) {
    if (to - from > WORD_MAX) {
      return null;
    }
    long key = key(text, from, to);
    int slot = slot(key);
    while (true) {
      Entry entry = entries[slot];
      if (entry == null || keys[slot] == key) {
        return entry;
      }
      slot = (slot + 1) & (SLOTS - 1);
    }
  }

  private static long key(char[] text, int from, int to) {
    long key = 1;
    for (int i = from; i < to; i++) {
      char c = text[i];
      if (c >= 'A' && c <= 'Z') {
        c = (char) (c + 0x20);
      } else if (c >= 0x80) {
        c = folded(c);
      }
      key = key * 1_000_003 + c;
    }
    return key;
  }

  /** In lower case, and a Latin or Greek letter without its accent. */
  private static char folded(char c) {
    char lower = Character.toLowerCase(c);
    if (lower >= 0xe0 && lower < 0x180) {
      int at = "àáâãäåçèéêëìíîïñòóôõöøùúûüýÿąćčďęěğıłńňőřśşšťůűźżž".indexOf(lower);
      return at < 0 ? lower : "aaaaaaceeeeiiiinoooooouuuuyyaccdeegilnnorssstuuzzz".charAt(at);
    }
    int at = lower < 0x218 || lower > 0x3ce ? -1 : "άέήίόύώϊϋΐΰςșț".indexOf(lower);
    return at < 0 ? lower : "αεηιουωιυιυσst".charAt(at);
  }
}
