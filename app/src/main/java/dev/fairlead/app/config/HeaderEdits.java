package dev.fairlead.app.config;

import dev.fairlead.app.config.bind.Key;
import java.util.List;
import java.util.Map;

/** Changes of header fields. */
public record HeaderEdits(
    @Key("Changes of requests, in order.") List<Rule> request,
    @Key("Changes of responses, our own among them, in order.") List<Rule> response) {

  /** Changes, made in the order of the keys. */
  public record Rule(
      @Key("Which requests, or responses to which; none given means all.") RequestMatch match,
      @Key("Headers taken away.") List<String> remove,
      @Key(
              "Headers with the one value that they have then; %{client.ip} and the like are filled"
                  + " in.")
          Map<String, String> set,
      @Key("Headers added where there is none of that name.") Map<String, String> setIfAbsent,
      @Key("Headers added beside those of the same name.") Map<String, String> add) {
    /** Whether it changes nothing. */
    public boolean isEmpty() {
      return remove.isEmpty() && set.isEmpty() && setIfAbsent.isEmpty() && add.isEmpty();
    }
  }
}
