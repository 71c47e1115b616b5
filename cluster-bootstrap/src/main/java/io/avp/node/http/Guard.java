package io.avp.node.http;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Decides whether a request may pass: the Host header must be ours (a page of another site that
 * rebinds its name to this address stays outside), and the token must be there where it is needed.
 */
final class Guard {
  private static final Pattern ADDRESS =
      Pattern.compile("(\\d{1,3}\\.){3}\\d{1,3}|\\[[0-9a-f:.]{2,45}]");
  private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");

  private final Set<String> hosts = new HashSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));
  private final byte[] token;
  private final boolean open;
  private final boolean anyAddress;

  /** With the settings of the interface. */
  Guard(HttpSettings settings) {
    hosts.add(bracketed(settings.host()));
    settings.names().forEach(name -> hosts.add(bracketed(name)));
    token = settings.token().getBytes(StandardCharsets.UTF_8);
    Optional<InetAddress> bound = address(settings.host());
    open = bound.map(InetAddress::isLoopbackAddress).orElse(false);
    anyAddress = bound.map(InetAddress::isAnyLocalAddress).orElse(false);
  }

  /** What speaks against the request, if anything. */
  Optional<Problem> refusal(HttpRequest request) {
    String host = request.getHeader("Host").map(HttpHeader::value).orElse("");
    if (!isOurs(withoutPort(host).toLowerCase(Locale.ROOT))) {
      return Optional.of(
          new Problem(
              421,
              "wrong-host",
              "The Host header names another site; nothing was done.",
              "Use a loopback name or the configured address; avp.node.http-names adds names."));
    }
    boolean reads = READS.contains(request.method().value());
    if (reads && open) {
      return Optional.empty();
    }
    Optional<String> given = given(request, reads);
    if (given.isEmpty()) {
      return Optional.of(
          new Problem(
              401,
              "token-missing",
              "This needs the token of the node.",
              "Send 'Authorization: Bearer TOKEN'; the token is in the file 'token' of the data"
                  + " directory."));
    }
    return isToken(given.get())
        ? Optional.empty()
        : Optional.of(
            new Problem(
                403,
                "token-wrong",
                "The token is not that of this node.",
                "The token is in the file 'token' of the data directory of the node."));
  }

  /** True if the token came along, needed or not. */
  boolean isOperator(HttpRequest request) {
    return given(request, READS.contains(request.method().value()))
        .filter(this::isToken)
        .isPresent();
  }

  private boolean isToken(String given) {
    return MessageDigest.isEqual(token, given.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The token that came along. A browser may send it as the password of Basic authentication, but
   * only to read: browsers add that to requests that other sites start.
   */
  private static Optional<String> given(HttpRequest request, boolean reads) {
    String header = request.getHeader("Authorization").map(HttpHeader::value).orElse("");
    if (header.regionMatches(true, 0, "Bearer ", 0, 7)) {
      return Optional.of(header.substring(7).strip());
    }
    if (reads && header.regionMatches(true, 0, "Basic ", 0, 6)) {
      try {
        String pair =
            new String(
                Base64.getDecoder().decode(header.substring(6).strip()), StandardCharsets.UTF_8);
        return Optional.of(pair.substring(pair.indexOf(':') + 1));
      } catch (IllegalArgumentException notBase64) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static String withoutPort(String host) {
    int colon = host.lastIndexOf(':');
    return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
  }

  private static String bracketed(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return name.indexOf(':') >= 0 && !name.startsWith("[") ? "[" + name + "]" : name;
  }

  /** Bound to every address of the machine, any number will do: only names can be rebound. */
  private boolean isOurs(String host) {
    return hosts.contains(host) || (anyAddress && ADDRESS.matcher(host).matches());
  }

  private static Optional<InetAddress> address(String host) {
    try {
      return Optional.of(InetAddress.getByName(host));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }
}
