package io.avp.node.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One row of the table of routes.
 *
 * @param method HTTP method
 * @param template path, with at most one <code>{id}</code>
 * @param handler answers
 */
record Route(String method, String template, Handler handler) {

  /** The id in {@code path} (empty without one), or nothing if the path is another. */
  Optional<String> match(String path) {
    int hole = template.indexOf('{');
    if (hole < 0) {
      return path.equals(template) ? Optional.of("") : Optional.empty();
    }
    Matcher matcher =
        Pattern.compile(Pattern.quote(template.substring(0, hole)) + "([^/]{1,200})").matcher(path);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
