package dev.fairlead.app.plugin;

import java.io.IOException;

/** What is wrong with a plug-in, at which key below {@code plugins}, and what to do. */
public final class PluginProblem extends IOException {
  private static final long serialVersionUID = 1;

  private final String key;
  private final String fault;
  private final String remedy;

  PluginProblem(String key, String fault, String remedy) {
    super("plugins." + key + " " + fault + ". " + remedy);
    this.key = key;
    this.fault = fault;
    this.remedy = remedy;
  }

  public String key() {
    return key;
  }

  public String fault() {
    return fault;
  }

  public String remedy() {
    return remedy;
  }
}
