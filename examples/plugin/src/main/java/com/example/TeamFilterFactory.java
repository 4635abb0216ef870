package com.example;

import dev.fairlead.engine.filter.Filter;
import dev.fairlead.engine.filter.FilterContext;
import dev.fairlead.engine.filter.FilterFactory;
import dev.fairlead.engine.filter.Observer;
import dev.fairlead.engine.filter.Verdict;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.FieldName;
import dev.fairlead.engine.message.ResponseHead;
import java.util.Map;

/**
 * Wants every request to name a team in a header ({@code header}, X-Team unless set), tells the
 * upstream nothing of it, and says it again in the response.
 */
public final class TeamFilterFactory implements FilterFactory {
  @Override
  public String name() {
    return "team";
  }

  @Override
  public Filter create(Map<String, String> settings) {
    for (String key : settings.keySet()) {
      if (!key.equals("header")) {
        throw new IllegalArgumentException("there is no setting " + key + "; there is header");
      }
    }
    return new TeamFilter(FieldName.of(settings.getOrDefault("header", "X-Team")));
  }

  private record TeamFilter(FieldName header) implements Filter {
    @Override
    public String name() {
      return "team";
    }

    @Override
    public Verdict request(FilterContext exchange) {
      String team = exchange.request().headers().get(header);
      if (team == null) {
        return new Verdict.Refuse(
            new Failure(Failure.Kind.DENIED, "say which team asks, in the header " + header));
      }
      exchange.request().headers().remove(header);
      exchange.note("team " + team);
      exchange.observe(
          new Observer() {
            @Override
            public void response(ResponseHead head) {
              head.headers().set(header, team);
            }
          });
      return Verdict.CONTINUE;
    }
  }
}
