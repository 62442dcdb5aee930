package dev.indicia.trust.words;

/** What a phrase, by itself, tells its reader. */
public enum Concept {
  /** Money was or will be taken from the reader, or a purchase is claimed as done. */
  CHARGE,
  /** "If this was not you". */
  DISOWN,
  /** Cancel, stop, dispute or reverse an order, a payment or a plan. */
  UNDO,
  /** Telephone somebody. */
  CALL,
  /** Reply with something, as the way to act. */
  ANSWER,
  /** Confirm, restore or sign in to an account. */
  VERIFY,
  /** An account is limited, closed or in danger. */
  LIMIT,
  /** Soon, or else. */
  DEADLINE,
  /** Something won, given or waiting to be paid out. */
  PRIZE,
  /** Cryptographic money. */
  CRYPTO,
  /** A protected document or message waits. */
  DOCUMENT,
  /** Salary and personnel papers. */
  PAYROLL,
  /** A parcel is held or a fee for it unpaid. */
  PARCEL,
  /** A court, an authority or a claim of rights. */
  LEGAL,
  /** A password, code, phrase or card number is asked for. */
  SECRET,
  /** Lures of dating and intimacy. */
  ADULT,
  /** Money, gift cards or an account number of somebody else's are asked for or given. */
  TRANSFER,
  /** An offer of work, made to somebody who did not apply. */
  JOB,
  /** An address that names nobody. */
  GENERIC_GREETING,
  /** A desk or department as the one to contact. */
  HELP_DESK,
  /** Talk about scams, as in a warning. */
  SCAM_TALK,
  /** Products that are said to protect. */
  PRODUCT_SECURITY,
  /** Click, visit or open something. */
  GO_THERE,
  /** An amount or an act that depends on something, as in the terms of a booking. */
  CONDITIONAL,
  /** The writer's own money was taken, or the writer asks to be called or refunded. */
  COMPLAINT,
  /** A new password is chosen: what follows names kinds of templates and claims nothing. */
  RESET,
  /** A code to be entered somewhere. */
  CODE,
  /** Somebody signed in. */
  SIGN_IN,
  /** An invoice. */
  INVOICE,
  /** A receipt, a plan, what was paid. */
  BILLING,
  /** Something to be signed. */
  SIGNATURE,
  /** Somebody invites. */
  INVITATION,
  /** Something is on its way. */
  DELIVERY,
  /** A request to a help desk, by its number. */
  TICKET
}
