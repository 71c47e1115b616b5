package io.avp.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The HTTP interface of one node, as the command sees it. */
final class Api {
  /** Longest wait for an answer: one who looks at a node that hangs wants to know that. */
  static final int SECONDS = 3;

  static final ObjectMapper MAPPER = new ObjectMapper();

  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(Duration.ofSeconds(SECONDS))
          .version(HttpClient.Version.HTTP_1_1)
          .build();
  private final String node;
  private final String base;
  private final String token;

  /**
   * Of a node.
   *
   * @param node its name
   * @param base {@code http://host:port}
   * @param token of the node
   */
  Api(String node, String base, String token) {
    this.node = node;
    this.base = base;
    this.token = token;
  }

  /** One answer. */
  record Answer(int status, JsonNode body) {}

  /** The body of a GET. */
  JsonNode get(String path) {
    Answer answer = ask("GET", path);
    if (answer.status() >= 400) {
      throw problem(answer);
    }
    return answer.body();
  }

  /**
   * All items of a list that comes in parts.
   *
   * @param filter more of the query string, beginning with an ampersand, or empty
   */
  List<JsonNode> all(String path, String filter) {
    List<JsonNode> items = new ArrayList<>();
    String cursor = "";
    do {
      String after = cursor.isEmpty() ? "" : "&cursor=" + encoded(cursor);
      JsonNode page = get(path + "?limit=1000" + filter + after);
      page.path("items").forEach(items::add);
      cursor = page.path("next").asText();
    } while (!cursor.isEmpty());
    return items;
  }

  /** A whole list in the form of its parts. */
  static JsonNode listed(List<JsonNode> items) {
    ObjectNode all = MAPPER.createObjectNode();
    ArrayNode list = all.putArray("items");
    items.forEach(list::add);
    return all.put("next", "").put("total", items.size());
  }

  /** Takes something away. */
  void delete(String path) {
    Answer answer = ask("DELETE", path);
    if (answer.status() >= 400) {
      throw problem(answer);
    }
  }

  /** Sends a request without a body. */
  Answer ask(String method, String path) {
    try {
      HttpResponse<byte[]> response =
          client.send(
              HttpRequest.newBuilder(URI.create(base + path))
                  .method(method, HttpRequest.BodyPublishers.noBody())
                  .timeout(Duration.ofSeconds(SECONDS))
                  .header("Authorization", "Bearer " + token)
                  .build(),
              HttpResponse.BodyHandlers.ofByteArray());
      return new Answer(response.statusCode(), MAPPER.readTree(response.body()));
    } catch (HttpTimeoutException e) {
      throw new CommandError(
          ExitCode.UNREACHABLE, "node " + node + " does not answer within " + SECONDS + " s");
    } catch (IOException e) {
      throw new CommandError(ExitCode.UNREACHABLE, "node " + node + " does not answer at " + base);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandError(ExitCode.FAILED, "interrupted");
    }
  }

  /** The error that an answer tells about. */
  static CommandError problem(Answer answer) {
    return new CommandError(
        ExitCode.ofStatus(answer.status()),
        answer.body().path("detail").asText("HTTP status " + answer.status())
            + " "
            + answer.body().path("hint").asText());
  }

  /** {@code text} as a part of a path or query. */
  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
