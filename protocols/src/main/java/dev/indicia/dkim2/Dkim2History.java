package dev.indicia.dkim2;

import dev.indicia.dns.DomainName;
import dev.indicia.message.Message;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The states a message went through, recreated by its recipes (draft §5). Nothing is verified here:
 * ask {@link Dkim2Verifier} first. Immutable.
 *
 * @param states newest first; the last is the oldest that can be recreated
 * @param problem why there is no older one, where there should be; null when nothing is wrong
 * @param detail more on the problem; may be empty
 */
public record Dkim2History(List<State> states, @Nullable Dkim2Reason problem, String detail) {
  public Dkim2History {
    states = List.copyOf(states);
  }

  /**
   * One state.
   *
   * @param instance {@code m=} of its Message-Instance; 0 for what the originator had before the
   *     first one
   * @param hop number of the hop that brought it; 0 as above
   * @param by the domain of that hop; null as above
   * @param message the signed header fields and the body, without all other fields
   * @param headerKnown whether the header fields are those of that time; if not, later ones stand
   *     in
   * @param bodyKnown likewise for the body
   */
  public record State(
      int instance,
      int hop,
      @Nullable DomainName by,
      Message message,
      boolean headerKnown,
      boolean bodyKnown) {}

  /** The history of the message; one state when it has no DKIM2 field. Never throws. */
  public static Dkim2History of(Message message, Dkim2Options options) {
    List<State> states = new ArrayList<>(2);
    MessageState state = MessageState.of(message, options.draft());
    Chain chain = new Chain(message, options);
    Dkim2Reason problem = chain.problem();
    int newest = problem != null || chain.isEmpty() ? 0 : chain.instances().size();
    states.add(state(chain, newest, state, message));
    if (chain.isEmpty() || problem != null) {
      return new Dkim2History(states, problem, chain.detail());
    }
    long octets = 0;
    for (int m = newest; m >= 1; m--) {
      Recipe recipe = chain.instance(m).recipe();
      if (recipe == null && m == 1) {
        break;
      }
      MessageState before = recipe == null ? state : state.before(recipe);
      if (before == null) {
        return new Dkim2History(
            states,
            Dkim2Reason.RECIPE_RANGE,
            Chain.INSTANCE + " m=" + m + " copies what is not there");
      }
      octets += before.length();
      if (octets > options.limits().recreatedOctetsMax()) {
        return new Dkim2History(
            states, Dkim2Reason.RECREATION_TOO_LARGE, Chain.INSTANCE + " m=" + m);
      }
      state = before;
      states.add(state(chain, m - 1, state, message));
    }
    return new Dkim2History(states, null, "");
  }

  private static State state(Chain chain, int instance, MessageState state, Message message) {
    ChainSignature by = instance == 0 ? null : chain.introducing(instance);
    return new State(
        instance,
        by == null ? 0 : by.number(),
        by == null ? null : by.domain(),
        Message.of(state.octets(List.of(), true), message.limits()),
        state.headerKnown(),
        state.bodyKnown());
  }
}
