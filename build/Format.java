import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Checks (or with {@code --fix} rewrites) the layout of every Java file below this folder. */
void main(String[] args) throws IOException, FormatterException {
  boolean fix = List.of(args).contains("--fix");
  Formatter formatter = new Formatter();
  int offenders = 0;
  try (var paths = Files.walk(Path.of("."))) {
    for (Path path : paths.filter(this::isSource).sorted().toList()) {
      String before = Files.readString(path);
      String after = formatter.formatSourceAndFixImports(before);
      if (!after.equals(before)) {
        offenders++;
        IO.println((fix ? "formatted " : "not formatted: ") + path);
        if (fix) Files.writeString(path, after);
      }
    }
  }
  if (offenders > 0 && !fix) {
    IO.println("Run: mvn -N validate exec:exec@format -Dfix");
    System.exit(1);
  }
}

boolean isSource(Path path) {
  String name = path.toString();
  return name.endsWith(".java") && !name.contains("/target/") && !name.contains("/build/") && !name.contains("/node_modules/");
}
