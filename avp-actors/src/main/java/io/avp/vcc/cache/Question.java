package io.avp.vcc.cache;

import io.avp.gnutella.message.Query;
import io.avp.gnutella.message.Sha1;
import io.avp.gnutella.qrp.QrpHash;
import io.avp.gnutella.qrp.QueryWords;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What a query asks for, in a form that is the same for all queries that ask for the same.
 *
 * @param words of at least three bytes, normalised, sorted, each once; none if it asks by SHA-1
 * @param sha1 of the file, if it is asked for by that
 * @param filters which of the matching files are wanted
 */
public record Question(List<Word> words, Optional<Sha1> sha1, Filters filters) {
  /** Most words that count; the first ones, as everywhere. */
  public static final int MAX_WORDS = 32;

  /**
   * One word.
   *
   * @param text normalised
   * @param hash as query routing makes it
   * @param ascii its bytes; null if it has other characters
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by text alone
  record Word(String text, int hash, byte[] ascii) {
    static Word of(String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return new Word(text, QrpHash.hash(text), NameWords.isAscii(bytes) ? bytes : null);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Word word && text.equals(word.text);
    }

    @Override
    public int hashCode() {
      return text.hashCode();
    }
  }

  /**
   * What a query asks for; nothing if it has neither a word to look up nor a SHA-1. The full text
   * that some servents put into {@code XQ} wins over the shortened one.
   */
  public static Optional<Question> of(Query query) {
    Filters filters = Filters.of(query);
    if (query.sha1().isPresent()) {
      return Optional.of(new Question(List.of(), query.sha1(), filters));
    }
    String text =
        query
            .ggep()
            .find("XQ")
            .map(full -> new String(full, StandardCharsets.UTF_8))
            .orElse(query.text());
    return ofWords(text, filters);
  }

  /** A question by words; nothing if there is no word to look up. */
  public static Optional<Question> ofWords(String text, Filters filters) {
    List<Word> words =
        QueryWords.forLookup(text).stream().limit(MAX_WORDS).sorted().map(Word::of).toList();
    return words.isEmpty()
        ? Optional.empty()
        : Optional.of(new Question(words, Optional.empty(), filters));
  }

  /** The hash by which it finds its region, and its candidates there. */
  public int routingHash() {
    if (sha1.isPresent()) {
      return FileRecord.urnHash(sha1.get());
    }
    long best = 0;
    for (Word word : words) {
      boolean number = word.text.chars().allMatch(c -> c >= '0' && c <= '9');
      best = Math.max(best, RoutingWord.rank(word.hash, word.text.length(), number));
    }
    return RoutingWord.hash(best);
  }

  /** The {@link NameWords#sign} of its words, which a name must have; 0 if it asks by SHA-1. */
  int sign() {
    int sign = 0;
    for (Word word : words) {
      sign |= word.ascii == null ? 0 : NameWords.sign(word.ascii, 0, word.ascii.length, true);
    }
    return sign;
  }

  /** True if a file is an answer. */
  public boolean matches(FileRecord file) {
    return matches(PackedRecord.pack(file), 0, sha1.map(Sha1::bytes).orElse(null));
  }

  /** True if a record that is kept is an answer. */
  boolean matches(byte[] b, int at, byte[] wanted) {
    int name = at + PackedRecord.NAME;
    int length = PackedRecord.nameLength(b, at);
    boolean found =
        wanted == null
            ? NameWords.match(words, b, name, length, PackedRecord.ascii(b, at))
            : PackedRecord.hasSha1(b, at, wanted);
    return found
        && (filters.isNone() || filters.admits(b, name, length, PackedRecord.sizeField(b, at)));
  }

  /** Heap that it takes as a part of a key, in bytes; an estimate. */
  int bytes() {
    int bytes = 96;
    for (Word word : words) {
      bytes += 96 + 2 * word.text.length();
    }
    return bytes;
  }
}
