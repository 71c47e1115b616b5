package io.avp.gnutella.stream;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Why we dial. */
sealed interface Dial {
  /**
   * It came to nothing: no connection, refused, or timed out.
   *
   * @param named hosts that the other side proposed
   */
  default void failed(
      Owner owner, HostAddress remote, CloseReason reason, List<HostAddress> named) {
    owner.onDialFailed(remote, reason, named);
  }

  /**
   * For a Gnutella relation.
   *
   * @param legacy by the handshake 0.4
   */
  record Relate(boolean legacy) implements Dial {}

  /**
   * For an answer to a push.
   *
   * @param line the GIV line with its line ends
   */
  record Give(String line) implements Dial {}

  /**
   * For a trunk.
   *
   * @param key that the other side awaits
   * @param answer that it gives
   * @param queueBytes what may wait on it
   */
  record Trunk(Guid key, Guid answer, int queueBytes) implements Dial {}

  /**
   * For one HTTP exchange.
   *
   * @param response hears of everything: the owner hears of nothing
   */
  record Fetch(HttpRequest request, CompletableFuture<HttpResponse> response) implements Dial {
    @Override
    public void failed(
        Owner owner, HostAddress remote, CloseReason reason, List<HostAddress> named) {
      response.completeExceptionally(new DialException(remote, reason));
    }
  }

  /** To prove that the other side can be reached; the bytes are written, then we close. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Probe(byte[] bytes) implements Dial {}
}
