package dev.indicia.dkim;

import dev.indicia.signed.SigningInput;
import dev.indicia.signed.TagList;

/** The working memory of one verification, kept in a pool so that messages share it. */
final class Scratch {
  final TagList tags = new TagList();
  final SigningInput input = new SigningInput();
  final byte[] body = new byte[BodyCanonicalizer.SCRATCH_LENGTH];

  /** Forgets the message. */
  void clear() {
    tags.clear();
    input.clear();
  }
}
