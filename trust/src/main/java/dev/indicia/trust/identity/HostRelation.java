package dev.indicia.trust.identity;

import dev.indicia.dns.DomainName;
import dev.indicia.idn.Idn;
import dev.indicia.idn.IdnResult;
import dev.indicia.trust.text.Confusables;
import java.util.Set;

/**
 * Whether two hosts belong to one organisation, as far as names tell. Nothing is asked of the DNS:
 * where an Organizational Domain is known (RFC 9989), it is the better answer. Pure.
 */
public enum HostRelation {
  /** One is the other, or below it. */
  SAME,
  /** Both are below one name that an organisation registers. */
  SAME_ORGANIZATION,
  /** The registered labels are the same, the suffixes differ: brand.example and brand.test. */
  SAME_LABEL,
  /** One registered label is the other with a word of infrastructure: brand-static.example. */
  EXTENDED_LABEL,
  /** Nothing in the names. */
  NONE;

  /** Shortest label that says something under another suffix, in letters. */
  private static final int LABEL_MIN = 4;

  /** Second-level labels under which countries let people register. */
  private static final Set<String> SECOND_LEVELS =
      Set.of(
          "ac", "co", "com", "edu", "gen", "go", "gob", "gouv", "gov", "govt", "gub", "id", "ind",
          "info", "ltd", "me", "mil", "ne", "net", "nhs", "nom", "or", "org", "plc", "sch", "web");

  /** Names below which everybody gets one of his own: each is an organisation for itself. */
  private static final Set<String> SHARED =
      Set.of(
          "amazonaws.com",
          "appspot.com",
          "atlassian.net",
          "azureedge.net",
          "azurewebsites.net",
          "blogspot.com",
          "cloudapp.net",
          "cloudflare-ipfs.com",
          "cloudfront.net",
          "codeberg.page",
          "digitaloceanspaces.com",
          "duckdns.org",
          "elasticbeanstalk.com",
          "firebaseapp.com",
          "fly.dev",
          "freshdesk.com",
          "gitbook.io",
          "github.io",
          "gitlab.io",
          "glitch.me",
          "googleusercontent.com",
          "herokuapp.com",
          "hubspotpagebuilder.com",
          "ngrok.io",
          "ngrok-free.app",
          "myshopify.com",
          "netlify.app",
          "notion.site",
          "ondigitalocean.app",
          "onmicrosoft.com",
          "onrender.com",
          "pages.dev",
          "r2.dev",
          "repl.co",
          "run.app",
          "salesforce-sites.com",
          "sharepoint.com",
          "square.site",
          "surge.sh",
          "trycloudflare.com",
          "typeform.com",
          "vercel.app",
          "web.app",
          "webflow.io",
          "weebly.com",
          "windows.net",
          "wixsite.com",
          "wordpress.com",
          "workers.dev",
          "zendesk.com");

  /** What companies put beside their name for machines; nothing that makes a person act. */
  private static final Set<String> INFRASTRUCTURE =
      Set.of(
          "mail",
          "email",
          "mailer",
          "mails",
          "news",
          "newsletter",
          "static",
          "cdn",
          "assets",
          "img",
          "images",
          "media",
          "content",
          "cloud",
          "api",
          "app",
          "apps",
          "click",
          "clicks",
          "link",
          "links",
          "track",
          "info",
          "online",
          "web",
          "group",
          "hq",
          "inc",
          "corp",
          "usercontent",
          "user",
          "data",
          "files",
          "download",
          "downloads",
          "s",
          "e",
          "em",
          "get",
          "go",
          "my",
          "dev",
          "bounce",
          "bounces",
          "notifications",
          "messages",
          "video",
          "edge");

  /** How the two are related; the closest that holds. */
  public static HostRelation between(DomainName a, DomainName b) {
    if (a.isAtOrBelow(b) && !isSuffix(b) || b.isAtOrBelow(a) && !isSuffix(a)) {
      return a.isRoot() || b.isRoot() ? NONE : SAME;
    }
    DomainName organizationA = organization(a);
    DomainName organizationB = organization(b);
    if (organizationA.equals(organizationB)) {
      return isSuffix(organizationA) ? NONE : SAME_ORGANIZATION;
    }
    String labelA = label(organizationA);
    String labelB = label(organizationB);
    String shorter = labelA.length() <= labelB.length() ? labelA : labelB;
    if (shorter.length() < LABEL_MIN
        || isShared(organizationA)
        || isShared(organizationB)
        || ServiceWords.get().isGeneric(Confusables.letters(shorter))) {
      return NONE;
    }
    if (labelA.equals(labelB)) {
      return SAME_LABEL;
    }
    return isExtended(shorter.equals(labelA) ? labelB : labelA, shorter) ? EXTENDED_LABEL : NONE;
  }

  /**
   * The name that an organisation registers, roughly: the last two labels, three where a country
   * has second levels of its own (co.uk) or a provider gives every customer a name. A name of fewer
   * labels is itself.
   */
  public static DomainName organization(DomainName domain) {
    return domain.lastLabels(suffixLabels(domain) + 1);
  }

  /** How many labels at the end are nobody's own. */
  static int suffixLabels(DomainName domain) {
    DomainName two = domain.lastLabels(2);
    if (two.labelCount() < 2) {
      return 1;
    }
    String text = two.text();
    int dot = text.indexOf('.');
    boolean country = text.length() - dot == 3;
    return country && SECOND_LEVELS.contains(text.substring(0, dot)) || SHARED.contains(text)
        ? 2
        : 1;
  }

  private static boolean isSuffix(DomainName domain) {
    return domain.labelCount() <= suffixLabels(domain);
  }

  private static boolean isShared(DomainName organization) {
    return SHARED.contains(organization.lastLabels(2).text());
  }

  private static boolean isExtended(String longer, String shorter) {
    String rest;
    if (longer.startsWith(shorter)) {
      rest = longer.substring(shorter.length());
    } else if (longer.endsWith(shorter)) {
      rest = longer.substring(0, longer.length() - shorter.length());
    } else {
      return false;
    }
    boolean hyphen = rest.startsWith("-") || rest.endsWith("-");
    String word = rest.replace("-", "");
    return INFRASTRUCTURE.contains(word) && (hyphen || word.length() > 1);
  }

  /** The leftmost label of the name, as people read it. */
  static String label(DomainName domain) {
    return unicode(domain.firstLabel());
  }

  /** The name with U-labels where it has valid A-labels. */
  static String unicode(String text) {
    if (!text.contains("xn--")) {
      return text;
    }
    return Idn.toUnicode(text) instanceof IdnResult.Valid valid ? valid.text() : text;
  }
}
