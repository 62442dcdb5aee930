package dev.indicia.gateway.smtp;

import dev.indicia.gateway.esmtp.Reply;
import java.util.ArrayList;
import java.util.List;

/**
 * One SMTP reply from the replies that LMTP gives for each recipient (RFC 2033 §4.2). When they
 * differ, the message counts as failed, so that nothing is lost in silence: for now, when anybody
 * failed for now, and the client's second attempt may give those a second copy who have one; else
 * for good, and the text says how many have it.
 */
final class LmtpOutcome {
  private LmtpOutcome() {}

  /**
   * The reply.
   *
   * @param replies one for each recipient, in their order; at least one
   */
  static Reply of(List<Reply> replies) {
    List<Reply> failed = replies.stream().filter(reply -> !reply.isPositive()).toList();
    if (failed.isEmpty()) {
      return replies.getFirst();
    }
    Reply worst =
        failed.stream().filter(reply -> reply.code() < 500).findFirst().orElse(failed.getFirst());
    if (failed.size() == replies.size()) {
      return worst;
    }
    List<String> lines = new ArrayList<>(worst.lines());
    String status = worst.relayed("0.0").lines().getFirst().split(" ", 2)[0];
    lines.add(
        status
            + " delivered to "
            + (replies.size() - failed.size())
            + " of "
            + replies.size()
            + " recipients");
    return new Reply(worst.code(), lines);
  }
}
