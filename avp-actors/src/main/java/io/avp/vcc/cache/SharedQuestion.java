package io.avp.vcc.cache;

import io.avp.gnutella.message.Ggep;
import io.avp.gnutella.message.Query;
import io.avp.gnutella.qrp.QueryWords;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which queries ask for all who ask the same: what members answer to them is good for others, and
 * so is that none of them answers. Whoever asks so that members do not understand it, or answer
 * somewhere else, must not be able to hide their files from others. Stateless.
 */
public final class SharedQuestion {
  /** Extensions that do not change what is asked for, beside those that say where to answer. */
  private static final Set<String> HARMLESS = Set.of("M", "SO", "PR", "I6", "Z");

  private static final String URN = "urn:";

  private SharedQuestion() {}

  /**
   * What a query asks for, for all; nothing if it asks for itself.
   *
   * @param target files that any other one wants at most
   */
  public static Optional<Question> of(Query query, int target) {
    boolean plain =
        query.xml().isEmpty()
            && query.urns().size() < 2
            && HARMLESS.containsAll(query.ggep().ids())
            && isPlain(query.extensionArea());
    return mayBe(query.flags(), target) && plain
        ? Question.of(query).filter(question -> says(query.text(), question))
        : Optional.empty();
  }

  /**
   * False if the flags of a query, {@link Query#MARKED} or not, say that it asks for itself: for
   * answers elsewhere, or for few.
   *
   * @param target as in {@link #of}
   */
  public static boolean mayBe(int flags, int target) {
    int most = Query.maxHits(flags);
    return (flags & (Query.FIREWALLED | Query.OUT_OF_BAND)) == 0 && (most == 0 || most >= target);
  }

  /** Nothing that some servents may stumble over. */
  private static boolean isPlain(byte[] area) {
    return area.length == 0
        || area[0] == Ggep.MAGIC
        || (area.length > URN.length()
            && new String(area, 0, URN.length(), StandardCharsets.ISO_8859_1)
                .equalsIgnoreCase(URN));
  }

  /** True if the text has the words of the question as everybody reads it, and nothing else. */
  private static boolean says(String text, Question question) {
    if (question.sha1().isPresent()) {
      return text.isEmpty() || text.equals("\\");
    }
    List<String> typed = Arrays.asList(text.toLowerCase(Locale.ROOT).strip().split(" +"));
    return question.words().size() == Set.copyOf(typed).size()
        && Set.copyOf(typed).equals(Set.copyOf(QueryWords.forLookup(text)));
  }
}
