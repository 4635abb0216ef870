package dev.fairlead.app.config.read;

/** A notation for documents. */
enum Syntax {
  YAML {
    @Override
    Node parse(String text, Builder builder) throws Unreadable {
      return new YamlSyntax(text, builder).parse();
    }
  },
  TOML {
    @Override
    Node parse(String text, Builder builder) throws Unreadable {
      return new TomlSyntax(builder).parse(text);
    }
  },
  JSON {
    @Override
    Node parse(String text, Builder builder) throws Unreadable {
      return new JsonSyntax(text, builder).parse();
    }
  };

  abstract Node parse(String text, Builder builder) throws Unreadable;
}
