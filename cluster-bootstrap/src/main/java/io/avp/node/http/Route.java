package io.avp.node.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One row of the table of routes. */
final class Route {
  private static final Pattern HOLE = Pattern.compile("\\{(\\w+)}");

  private final String method;
  private final String template;
  private final Handler handler;
  private final Pattern pattern;

  /**
   * One row.
   *
   * @param method HTTP method
   * @param template path, with at most one hole: <code>{address}</code> may hold slashes, as
   *     addresses of Akka do, every other one is one segment
   * @param handler answers
   */
  Route(String method, String template, Handler handler) {
    this.method = method;
    this.template = template;
    this.handler = handler;
    Matcher hole = HOLE.matcher(template);
    pattern =
        hole.find()
            ? Pattern.compile(
                Pattern.quote(template.substring(0, hole.start()))
                    + (hole.group(1).equals("address") ? "(.{1,200})" : "([^/]{1,200})")
                    + Pattern.quote(template.substring(hole.end())))
            : Pattern.compile(Pattern.quote(template) + "()");
  }

  /** HTTP method. */
  String method() {
    return method;
  }

  /** Path as the description of the API has it. */
  String template() {
    return template;
  }

  /** Who answers. */
  Handler handler() {
    return handler;
  }

  /** What fills the hole in {@code path} (empty without one), or nothing if the path is another. */
  Optional<String> match(String path) {
    Matcher matcher = pattern.matcher(path);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
