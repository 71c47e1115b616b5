package io.avp.node.http;

import akka.http.javadsl.model.HttpResponse;
import io.avp.actor.AvpSystem;
import io.avp.actor.WordView;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The words that most questions come by. What people search for is theirs: without the token a word
 * is shown as a hash with a secret of this process, which no dictionary leads back.
 */
final class WordRoutes {
  private static final int SECRET_BYTES = 16;
  private static final int SHOWN_BYTES = 8;

  private final AvpSystem avp;
  private final byte[] secret = new byte[SECRET_BYTES];

  /** Over the virtual peers of a node. */
  WordRoutes(AvpSystem avp) {
    this.avp = avp;
    new SecureRandom().nextBytes(secret);
  }

  /** Its rows of the table. */
  List<Route> routes() {
    return List.of(new Route("GET", ApiRoutes.BASE + "/words", this::words));
  }

  private record Word(String word, boolean hashed, long count, long error) {}

  private CompletionStage<HttpResponse> words(Handler.Call call) {
    return avp.words(call.only("limit").limit())
        .thenApply(
            page -> {
              List<Word> words =
                  page.items().stream().map(word -> shown(word, call.operator())).toList();
              return Json.ok(
                  new ApiRoutes.Items<>(words, page.next(), page.total(), page.missing()));
            });
  }

  private Word shown(WordView word, boolean operator) {
    boolean hashed = !operator || word.text().isEmpty();
    return new Word(hashed ? hash(word.hash()) : word.text(), hashed, word.count(), word.error());
  }

  private String hash(int word) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(secret);
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, word));
      return HexFormat.of().formatHex(digest.digest(), 0, SHOWN_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
