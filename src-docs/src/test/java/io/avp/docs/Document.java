package io.avp.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A page in Markdown, as far as tests look at it.
 *
 * @param path below the root of the project
 * @param blocks its fenced blocks
 * @param links targets of its links, without anchors
 */
record Document(Path path, List<Block> blocks, List<String> links) {
  /** The root of the project; tests run in the directory of their module. */
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)[^)]*\\)");

  /**
   * A fenced block.
   *
   * @param language the word behind the fence, empty without one
   * @param lines what is in it
   */
  record Block(Path path, String language, List<String> lines) {

    /** The commands of a shell block, without comments. */
    List<String> commands() {
      return lines.stream()
          .map(line -> line.replaceFirst("(^|\\s)#.*$", "").strip())
          .filter(line -> !line.isEmpty())
          .toList();
    }
  }

  /** Every page of the project. */
  static List<Document> all() {
    List<Path> pages = new ArrayList<>();
    for (Path directory : List.of(ROOT, ROOT.resolve("src-docs"), ROOT.resolve("src-docs/adr"))) {
      try (Stream<Path> files = Files.list(directory)) {
        files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return pages.stream().map(Document::read).toList();
  }

  /** The README. */
  static Document readme() {
    return read(ROOT.resolve("README.md"));
  }

  /** All blocks of a language, of all pages. */
  static List<Block> blocks(String language) {
    return all().stream()
        .flatMap(page -> page.blocks.stream())
        .filter(block -> block.language.equals(language))
        .collect(Collectors.toList());
  }

  private static Document read(Path path) {
    List<Block> blocks = new ArrayList<>();
    List<String> links = new ArrayList<>();
    Block open = null;
    try {
      for (String line : Files.readAllLines(path)) {
        if (line.strip().startsWith("```")) {
          String language = line.strip().substring(3).strip();
          if (open == null) {
            open = new Block(path, language, new ArrayList<>());
            blocks.add(open);
          } else {
            open = null;
          }
        } else if (open != null) {
          open.lines.add(line);
        } else {
          Matcher link = LINK.matcher(line);
          while (link.find()) {
            links.add(link.group(1));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Document(path, blocks, links);
  }
}
