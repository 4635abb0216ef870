package dev.fairlead.app.plugin;

import dev.fairlead.app.config.Plugins;
import dev.fairlead.app.config.unit.Secret;
import dev.fairlead.engine.filter.Filter;
import dev.fairlead.engine.filter.FilterFactory;
import dev.fairlead.engine.flow.LogSink;
import dev.fairlead.engine.flow.LogSinkFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Function;

/**
 * What a configuration takes from its jars, made and ready.
 *
 * @param sinks by their names; not open yet
 */
public record Library(List<Filter> filters, Map<String, LogSink> sinks) {
  static final Library EMPTY = new Library(List.of(), Map.of());

  private static final String NAME = "[a-z][a-z0-9_]*";

  static Library load(Plugins wanted, Jars jars) throws PluginProblem {
    ClassLoader loader = jars.open();
    Map<String, FilterFactory> filters = found(loader, FilterFactory.class, FilterFactory::name);
    Map<String, LogSinkFactory> sinks = found(loader, LogSinkFactory.class, LogSinkFactory::name);
    List<Filter> made = new ArrayList<>();
    Map<String, LogSink> opened = new LinkedHashMap<>();
    for (int i = 0; i < wanted.filters().size(); i++) {
      String key = "filters[" + i + "]";
      Plugins.Plugin plugin = wanted.filters().get(i);
      FilterFactory factory = named(filters, plugin, key);
      made.add(new Plugged(plugin.name(), made(key, plugin, factory::create)));
    }
    for (int i = 0; i < wanted.sinks().size(); i++) {
      String key = "sinks[" + i + "]";
      Plugins.Plugin plugin = wanted.sinks().get(i);
      LogSinkFactory factory = named(sinks, plugin, key);
      if (opened.put(plugin.name(), made(key, plugin, factory::create)) != null) {
        throw new PluginProblem(key + ".name", "names a sink a second time", "Remove one.");
      }
    }
    return new Library(List.copyOf(made), Map.copyOf(opened));
  }

  private static <T> Map<String, T> found(
      ClassLoader loader, Class<T> type, Function<T, String> name) throws PluginProblem {
    Map<String, T> found = new HashMap<>();
    try {
      for (T each : ServiceLoader.load(type, loader)) {
        String called = name.apply(each);
        if (!called.matches(NAME)) {
          throw unusable(each.getClass().getName() + " is called \"" + called + "\"");
        }
        if (found.put(called, each) != null) {
          throw unusable("there are two that are called " + called);
        }
      }
    } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
      throw unusable(String.valueOf(e.getMessage()));
    }
    return found;
  }

  private static PluginProblem unusable(String why) {
    return new PluginProblem(
        "folder",
        "holds a jar that cannot be used: " + why,
        "Take it out, or get one that was made for this version of Fairlead.");
  }

  private static <T> T named(Map<String, T> found, Plugins.Plugin plugin, String key)
      throws PluginProblem {
    T factory = found.get(plugin.name());
    if (factory == null) {
      throw new PluginProblem(
          key + ".name",
          "\"" + plugin.name() + "\" is in no jar of the folder, which has " + found.keySet(),
          "Correct the name, or put the jar there.");
    }
    return factory;
  }

  private static <T> T made(
      String key, Plugins.Plugin plugin, Function<Map<String, String>, T> factory)
      throws PluginProblem {
    Map<String, String> settings = new HashMap<>();
    for (Map.Entry<String, Secret> each : plugin.settings().entrySet()) {
      settings.put(each.getKey(), each.getValue().reveal());
    }
    try {
      return factory.apply(Map.copyOf(settings));
    } catch (RuntimeException | LinkageError e) {
      throw new PluginProblem(
          key + ".settings",
          "is refused by " + plugin.name() + ": " + e.getMessage(),
          "Correct it; its documentation says how.");
    }
  }
}
