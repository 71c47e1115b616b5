package io.avp.node.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Sends any bytes as a request: clients of the JDK refuse to send wrong ones. */
final class RawHttp {
  private final int port;

  /** Towards a loopback address. */
  RawHttp(String base) {
    port = URI.create(base).getPort();
  }

  /** One response; names of headers in lower case. */
  record Response(int status, Map<String, String> headers, String body) {
    String type() {
      return headers.getOrDefault("content-type", "");
    }
  }

  /** A whole request without a body. */
  Response ask(String method, String path, String... headers) throws IOException {
    List<String> lines = new ArrayList<>(List.of(headers));
    if (lines.stream().noneMatch(line -> line.startsWith("Host:"))) {
      lines.add("Host: localhost:" + port);
    }
    return send(
        method
            + " "
            + path
            + " HTTP/1.1\r\n"
            + String.join("\r\n", lines)
            + "\r\n"
            + "Connection: close\r\n\r\n");
  }

  /** What a GET answers, as JSON. */
  JsonNode json(String path) throws IOException {
    return new ObjectMapper().readTree(ask("GET", path).body());
  }

  /** Bytes as they are; the response ends with the connection. */
  Response send(String request) throws IOException {
    try (Socket socket = open(request)) {
      String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int end = all.indexOf("\r\n\r\n");
      String[] head = all.substring(0, end).split("\r\n");
      Map<String, String> fields = new TreeMap<>();
      for (int i = 1; i < head.length; i++) {
        int colon = head[i].indexOf(':');
        fields.put(
            head[i].substring(0, colon).toLowerCase(Locale.ROOT),
            head[i].substring(colon + 1).strip());
      }
      int status = Integer.parseInt(head[0].split(" ")[1]);
      return new Response(status, fields, all.substring(end + 4));
    }
  }

  /** The lines of a response up to the first that begins so. */
  List<String> until(String path, String beginning) throws IOException {
    try (Socket socket = open("GET " + path + " HTTP/1.1\r\nHost: localhost:" + port + "\r\n\r\n");
        InputStream in = socket.getInputStream();
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      List<String> lines = new ArrayList<>();
      String line;
      do {
        line = reader.readLine();
        lines.add(line);
      } while (line != null && !line.startsWith(beginning));
      return lines;
    }
  }

  private Socket open(String request) throws IOException {
    Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port);
    socket.setSoTimeout(20_000);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
    return socket;
  }
}
