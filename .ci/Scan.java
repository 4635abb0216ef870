import java.nio.charset.MalformedInputException;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Secrets in tracked files, and dependencies by version and licence. Prints every finding and exits
 * 1 if there is one.
 */
final List<String> findings = new ArrayList<>();

void main() throws Exception {
  int files = scanSecrets();
  scanPoms();
  int jars = scanJars();
  findings.forEach(finding -> IO.println("FOUND " + finding));
  IO.println(
      "scanned %d tracked files and %d jars: %d findings".formatted(files, jars, findings.size()));
  if (!findings.isEmpty()) System.exit(1);
}

/* --------------- Secrets --------------- */

record Shape(String name, Pattern pattern) {}

final List<Shape> shapes =
    List.of(
        new Shape("private key", Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----")),
        new Shape("AWS key", Pattern.compile("\\b(AKIA|ASIA)[0-9A-Z]{16}\\b")),
        new Shape(
            "GitHub token",
            Pattern.compile("\\b(gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{40,})")),
        new Shape("GitLab token", Pattern.compile("\\bglpat-[A-Za-z0-9_-]{20,}")),
        new Shape("Slack token", Pattern.compile("\\bxox[abprs]-[A-Za-z0-9-]{20,}")),
        new Shape("Google key", Pattern.compile("\\bAIza[0-9A-Za-z_-]{35}")),
        new Shape("model provider key", Pattern.compile("\\bsk-(ant-|proj-)?[A-Za-z0-9_-]{32,}")),
        new Shape("npm token", Pattern.compile("\\bnpm_[A-Za-z0-9]{36}")),
        new Shape(
            "JSON web token",
            Pattern.compile("\\beyJ[A-Za-z0-9_-]{10,}\\.eyJ[A-Za-z0-9_-]{10,}\\.")));

// Letters of both cases and digits without a word in them: what a generator makes and a person does
// not.
final Pattern random = Pattern.compile("[A-Za-z0-9+/_-]{32,}={0,2}");

int scanSecrets() throws Exception {
  List<String[]> allowed = new ArrayList<>();
  for (String line : lines(".ci/allowed-secrets.txt")) allowed.add(line.split(" +\\| +", 2));
  List<String> files = tracked();
  for (String file : files) {
    if (!Files.isRegularFile(Path.of(file), LinkOption.NOFOLLOW_LINKS)) continue;
    try {
      int number = 0;
      for (String line : Files.readAllLines(Path.of(file))) scanLine(file, ++number, line, allowed);
    } catch (MalformedInputException e) {
      // Not text.
    }
  }
  return files.size();
}

void scanLine(String file, int number, String line, List<String[]> allowed) {
  for (String[] rule : allowed) if (file.matches(rule[0])) line = line.replaceAll(rule[1], "");
  for (Shape shape : shapes) {
    if (shape.pattern().matcher(line).find())
      findings.add(file + ":" + number + " holds: " + shape.name());
  }
  Matcher matcher = random.matcher(line);
  while (matcher.find()) {
    if (looksRandom(matcher.group()))
      findings.add(file + ":" + number + " holds what looks like a random secret");
  }
}

boolean looksRandom(String text) {
  boolean mixed =
      Stream.of("[a-z]", "[A-Z]", "[0-9]")
          .allMatch(kind -> Pattern.compile(kind).matcher(text).find());
  boolean words = Pattern.compile("[a-z]{7,}|[A-Z]{7,}|abcdef|ABCDEF|012345").matcher(text).find();
  return mixed && !words && entropy(text) >= 4.2;
}

/** Bits per character. */
double entropy(String text) {
  return text
      .chars()
      .boxed()
      .collect(Collectors.groupingBy(c -> c, Collectors.counting()))
      .values()
      .stream()
      .mapToDouble(count -> (double) count / text.length())
      .map(share -> -share * Math.log(share) / Math.log(2))
      .sum();
}

List<String> tracked() throws Exception {
  Process git =
      new ProcessBuilder("git", "ls-files", "-z")
          .redirectError(ProcessBuilder.Redirect.INHERIT)
          .start();
  String names = new String(git.getInputStream().readAllBytes());
  if (git.waitFor() != 0)
    throw new IllegalStateException("git ls-files failed: the scan wants a git checkout");
  return Stream.of(names.split("\0")).filter(name -> !name.isEmpty()).toList();
}

/* --------------- What our POMs say --------------- */

void scanPoms() throws Exception {
  Element root = xml(Path.of("pom.xml"));
  String own = text(root, "version");
  Map<String, String> properties = new HashMap<>(Map.of("project.version", own));
  for (Element property : children(child(root, "properties")))
    properties.put(property.getTagName(), property.getTextContent());
  Map<String, String> versions = new TreeMap<>();
  List<Path> poms =
      tracked().stream().filter(name -> name.endsWith("pom.xml")).map(Path::of).toList();
  for (Path pom : poms) declared(pom, xml(pom), own, properties, versions);
  Set<String> managed = versions.keySet();
  for (Path pom : poms) unpinned(pom, xml(pom), managed);
}

void declared(
    Path pom,
    Element project,
    String own,
    Map<String, String> properties,
    Map<String, String> versions) {
  for (Element element : named(project, "dependency", "plugin", "path")) {
    String version = text(element, "version");
    if (version == null) continue;
    if (version.startsWith("${"))
      version = properties.getOrDefault(version.substring(2, version.length() - 1), version);
    String name = name(element);
    if (version.equals(own) && name.startsWith("dev.fairlead:")) continue;
    if (version.contains("SNAPSHOT")) findings.add(pom + ": " + name + " is a snapshot");
    if (version.matches(".*[\\[\\](),].*|LATEST|RELEASE|.*\\$\\{.*"))
      findings.add(pom + ": " + name + " is not pinned: " + version);
    String other = versions.putIfAbsent(name, version);
    if (other != null && !other.equals(version))
      findings.add(pom + ": " + name + " is both " + other + " and " + version);
  }
}

/**
 * Dependencies may come from an imported BOM; a plugin without a version takes whatever Maven's
 * release brings.
 */
void unpinned(Path pom, Element project, Set<String> managed) {
  for (Element plugin : named(project, "plugin")) {
    if (text(plugin, "version") == null && !managed.contains(name(plugin))) {
      findings.add(pom + ": " + name(plugin) + " has no version");
    }
  }
}

/* --------------- What is shipped --------------- */

record Denied(Pattern name, String firstGood, String why) {}

int scanJars() throws Exception {
  Path order = Path.of("app/target/dist.order");
  if (!Files.exists(order))
    throw new IllegalStateException("nothing is built: run mvn -DskipTests package first");
  List<Pattern> licences =
      lines(".ci/allowed-licences.txt").stream().map(Pattern::compile).toList();
  List<Denied> denied =
      lines(".ci/denied-versions.txt").stream()
          .map(line -> line.split(" +", 3))
          .map(part ->
              new Denied(
                  Pattern.compile(part[0].replace(".", "\\.").replace("*", ".*")),
                  part[1],
                  part[2]))
          .toList();
  int jars = 0;
  for (String name : Files.readString(order).strip().split(":")) {
    Path folder = Path.of(name).getParent();
    Path pom =
        folder.resolve(folder.getParent().getFileName() + "-" + folder.getFileName() + ".pom");
    if (!Files.exists(pom)) continue; // A module of ours.
    jars++;
    scanJar(pom, folder.getFileName().toString(), licences, denied);
  }
  if (jars == 0) throw new IllegalStateException(order + " names no jar with a POM beside it");
  return jars;
}

void scanJar(Path pom, String version, List<Pattern> licences, List<Denied> denied)
    throws Exception {
  Element project = xml(pom);
  String name = inherited(project, "groupId") + ":" + text(project, "artifactId");
  Path repository = pom.getParent();
  for (int up = name.substring(0, name.indexOf(':')).split("\\.").length + 2; up > 0; up--)
    repository = repository.getParent();
  List<String> offered = licences(project, repository);
  if (offered.stream()
      .noneMatch(offer -> licences.stream().anyMatch(good -> good.matcher(offer).matches()))) {
    findings.add(name + " " + version + " has no licence from our list: " + offered);
  }
  for (Denied rule : denied) {
    boolean other =
        rule.name().pattern().endsWith("netty-.*")
            && name.contains("tcnative"); // Numbered on its own.
    if (!other && rule.name().matcher(name).matches() && compare(version, rule.firstGood()) < 0) {
      findings.add(name + " " + version + " is older than " + rule.firstGood() + ": " + rule.why());
    }
  }
}

/** The licences of a POM, or of the nearest ancestor that names some. */
List<String> licences(Element project, Path repository) throws Exception {
  Element list = child(project, "licenses");
  if (list != null)
    return children(list).stream().map(licence -> text(licence, "name").strip()).toList();
  Element parent = child(project, "parent");
  if (parent == null) return List.of();
  String artifact = text(parent, "artifactId");
  String version = text(parent, "version");
  Path pom =
      repository
          .resolve(text(parent, "groupId").replace('.', '/'))
          .resolve(artifact)
          .resolve(version)
          .resolve(artifact + "-" + version + ".pom");
  return Files.exists(pom) ? licences(xml(pom), repository) : List.of();
}

int compare(String left, String right) {
  String[] a = left.split("[.-]");
  String[] b = right.split("[.-]");
  for (int i = 0; i < Math.min(a.length, b.length); i++) {
    if (!a[i].matches("\\d{1,9}") || !b[i].matches("\\d{1,9}")) break;
    int order = Integer.compare(Integer.parseInt(a[i]), Integer.parseInt(b[i]));
    if (order != 0) return order;
  }
  return 0;
}

/* --------------- XML and files --------------- */

Element xml(Path file) throws Exception {
  var factory = DocumentBuilderFactory.newInstance();
  factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
  return factory.newDocumentBuilder().parse(file.toFile()).getDocumentElement();
}

List<Element> children(Element parent) {
  List<Element> elements = new ArrayList<>();
  for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
    if (node instanceof Element element) elements.add(element);
  }
  return elements;
}

Element child(Element parent, String name) {
  return children(parent).stream()
      .filter(element -> element.getTagName().equals(name))
      .findFirst()
      .orElse(null);
}

String text(Element parent, String name) {
  Element element = child(parent, name);
  return element == null ? null : element.getTextContent().strip();
}

String inherited(Element project, String name) {
  String own = text(project, name);
  return own != null ? own : text(child(project, "parent"), name);
}

String name(Element element) {
  String group = text(element, "groupId");
  return (group == null ? "org.apache.maven.plugins" : group) + ":" + text(element, "artifactId");
}

List<Element> named(Element root, String... names) {
  List<Element> found = new ArrayList<>();
  for (String name : names) {
    var list = root.getElementsByTagName(name);
    for (int i = 0; i < list.getLength(); i++) {
      if (list.item(i) instanceof Element element && child(element, "artifactId") != null)
        found.add(element);
    }
  }
  return found;
}

/** The lines of a list, without comments and blanks. */
List<String> lines(String file) throws Exception {
  return Files.readAllLines(Path.of(file)).stream()
      .filter(line -> !line.isBlank() && !line.startsWith("#"))
      .toList();
}
