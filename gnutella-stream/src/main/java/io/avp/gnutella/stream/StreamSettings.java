package io.avp.gnutella.stream;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;

/**
 * Limits of the I/O shards; meaning, units, ranges and defaults in {@code reference.conf} under
 * {@code avp.gnutella.stream}.
 *
 * @param shards number of selector threads, at least 1
 * @param roundBytes bytes that one select round may read
 * @param rounds rounds per shard that may be read and not yet framed
 * @param ownerBatches unprocessed batches per owner and shard
 * @param maxConnections sockets of all kinds
 * @param maxHandshaking sockets before the end of their handshake
 * @param maxHandshakingPerNet the same per first 24 bits of the address
 * @param handshakeTimeout from the TCP connection to the end of the handshake
 * @param connectTimeout for a dialled TCP connection
 * @param acceptBacklog connections that the kernel keeps per listener
 * @param sendQueueBytes uncompressed bytes that may wait per connection
 * @param sendBufferBytes that the kernel may keep per servent's connection
 * @param deflateLevel 1 to 9
 * @param writeStalled nothing written for so long ends a connection
 * @param linger for the last bytes of a closed connection
 * @param inflateRatio inflated bytes per compressed byte
 * @param inflateAllowance inflated bytes allowed whatever the ratio
 * @param httpPerOwner HTTP and GIV sockets of one owner
 * @param httpIdle nothing moves on an HTTP socket
 * @param httpAnswer no answer to what came on an HTTP socket
 * @param httpHeaders lines of an HTTP head
 * @param httpHeaderValueBytes bytes of one HTTP header value
 * @param datagramBytes bytes of one datagram
 * @param datagramsPerRound datagrams taken from one port per select round
 * @param datagramsPerSecond datagrams taken from one port per second
 */
public record StreamSettings(
    int shards,
    int roundBytes,
    int rounds,
    int ownerBatches,
    int maxConnections,
    int maxHandshaking,
    int maxHandshakingPerNet,
    Duration handshakeTimeout,
    Duration connectTimeout,
    int acceptBacklog,
    int sendQueueBytes,
    int sendBufferBytes,
    int deflateLevel,
    Duration writeStalled,
    Duration linger,
    int inflateRatio,
    int inflateAllowance,
    int httpPerOwner,
    Duration httpIdle,
    Duration httpAnswer,
    int httpHeaders,
    int httpHeaderValueBytes,
    int datagramBytes,
    int datagramsPerRound,
    int datagramsPerSecond) {

  private static final String PATH = "avp.gnutella.stream";
  private static final Duration SHORTEST = Duration.ofMillis(100);

  /** What {@code reference.conf} says. */
  public static StreamSettings reference() {
    return from(ConfigFactory.load());
  }

  /**
   * Reads and checks {@code avp.gnutella.stream}.
   *
   * @throws IllegalArgumentException naming the key and its range, if a value is out of it
   * @throws com.typesafe.config.ConfigException if a key is missing or of the wrong type
   */
  public static StreamSettings from(Config root) {
    Config c = root.getConfig(PATH);
    int shards = number(c, "shards", 0, 64);
    int processors = Runtime.getRuntime().availableProcessors();
    return new StreamSettings(
        shards > 0 ? shards : Math.max(1, processors / 2),
        size(c, "round-size", 64 << 10, 4 << 20),
        number(c, "rounds", 2, 64),
        number(c, "owner-batches", 1, 64),
        number(c, "max-connections", 8, 1_000_000),
        number(c, "max-handshaking", 1, 100_000),
        number(c, "max-handshaking-per-net", 1, 100_000),
        time(c, "handshake-timeout", SHORTEST, Duration.ofMinutes(1)),
        time(c, "connect-timeout", SHORTEST, Duration.ofMinutes(1)),
        number(c, "accept-backlog", 1, 65_535),
        size(c, "send-queue", 4 << 10, 16 << 20),
        size(c, "send-buffer", 16 << 10, 4 << 20),
        number(c, "deflate-level", 1, 9),
        time(c, "write-stalled", Duration.ofSeconds(1), Duration.ofMinutes(10)),
        time(c, "linger", SHORTEST, Duration.ofMinutes(1)),
        number(c, "inflate-ratio", 2, 2_000),
        size(c, "inflate-allowance", 1 << 10, 16 << 20),
        number(c, "http-per-owner", 1, 100_000),
        time(c, "http-idle", SHORTEST, Duration.ofHours(1)),
        time(c, "http-answer", SHORTEST, Duration.ofHours(1)),
        number(c, "http-headers", 8, 1_000),
        size(c, "http-header-value", 256, 64 << 10),
        size(c, "datagram-size", 512, 64 << 10),
        number(c, "datagrams-per-round", 1, 4_096),
        number(c, "datagrams-per-second", 10, 1_000_000));
  }

  private static int number(Config c, String key, int min, int max) {
    int value = c.getInt(key);
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          PATH + "." + key + " = " + value + " is not in " + min + " to " + max);
    }
    return value;
  }

  private static int size(Config c, String key, int min, int max) {
    long value = c.getBytes(key);
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          PATH + "." + key + " = " + value + " is not in " + min + " to " + max + " bytes");
    }
    return (int) value;
  }

  private static Duration time(Config c, String key, Duration min, Duration max) {
    Duration value = c.getDuration(key);
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      throw new IllegalArgumentException(
          String.format(
              "%s.%s = %d ms is not in %d to %d ms",
              PATH, key, value.toMillis(), min.toMillis(), max.toMillis()));
    }
    return value;
  }
}
