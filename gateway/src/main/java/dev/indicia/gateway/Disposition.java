package dev.indicia.gateway;

import java.util.List;

/** What becomes of a message. Immutable. */
public sealed interface Disposition {
  /** It goes on, changed as the edits say, in their order. */
  record Accept(List<Edit> edits) implements Disposition {
    public Accept {
      edits = List.copyOf(edits);
    }
  }

  /**
   * It goes on and the mail system is asked to hold it. A front end that cannot hold passes it on
   * with the edits alone.
   *
   * @param reason for the mail system's log, printable ASCII
   */
  record Quarantine(String reason, List<Edit> edits) implements Disposition {
    public Quarantine {
      edits = List.copyOf(edits);
    }
  }

  /** It is refused for good; the reply's code is 5yz. */
  record Reject(SmtpReply reply) implements Disposition {
    public Reject {
      if (reply.code() / 100 != 5) {
        throw new IllegalArgumentException("not a permanent failure: " + reply.code());
      }
    }
  }

  /** It is refused for now; the reply's code is 4yz. */
  record TempFail(SmtpReply reply) implements Disposition {
    public TempFail {
      if (reply.code() / 100 != 4) {
        throw new IllegalArgumentException("not a transient failure: " + reply.code());
      }
    }
  }
}
