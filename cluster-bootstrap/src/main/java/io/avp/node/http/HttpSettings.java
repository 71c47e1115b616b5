package io.avp.node.http;

import java.util.List;

/**
 * Where and for whom the HTTP interface answers.
 *
 * @param host address to bind
 * @param port to bind, 0 for any free one
 * @param names further good values of a Host header
 * @param token needed for every change, and for everything on an address that is not loopback
 */
public record HttpSettings(String host, int port, List<String> names, String token) {
  public HttpSettings {
    names = List.copyOf(names);
  }
}
