package dev.fairlead.engine.exchange;

import dev.fairlead.engine.filter.BodyStage;
import dev.fairlead.engine.filter.Filter;
import dev.fairlead.engine.filter.FilterContext;
import dev.fairlead.engine.filter.Observer;
import dev.fairlead.engine.filter.Verdict;
import dev.fairlead.engine.flow.Flow;
import dev.fairlead.engine.message.Client;
import dev.fairlead.engine.message.RequestHead;
import dev.fairlead.engine.message.ResponseHead;
import dev.fairlead.engine.message.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/** The filters' part of an exchange: asks each in turn, and is what they see of it. */
final class Filtering implements FilterContext {
  /** What becomes of a verdict; the exchange. */
  interface Outcome {
    void passed();

    void decided(String filter, Verdict verdict);

    void broken(RuntimeException fault);

    /** Where request bytes go behind the last step. */
    Passage.Exit towardsUpstream();

    /** Where response bytes go behind the last step. */
    Passage.Exit towardsClient();
  }

  private final List<Filter> filters;
  private final RequestHead request;
  private final Client peer;
  private final Flow flow;
  private final ScheduledExecutorService executor;
  private final Outcome outcome;
  private @Nullable Observer observer;
  private @Nullable List<Observer> observers;
  private @Nullable Passage requestPassage;
  private @Nullable Passage responsePassage;
  private @Nullable Verdict early;
  private Route route;
  private int next;
  private boolean asking;
  private boolean suspended;

  Filtering(
      List<Filter> filters,
      RequestHead request,
      Client peer,
      Route route,
      Flow flow,
      ScheduledExecutorService executor,
      Outcome outcome) {
    this.filters = filters;
    this.request = request;
    this.peer = peer;
    this.route = route;
    this.flow = flow;
    this.executor = executor;
    this.outcome = outcome;
  }

  /** Asks the filters that have not been asked, until one of them has the last word. */
  void proceed() {
    while (next < filters.size()) {
      Filter filter = filters.get(next++);
      if (!passes(filter, ask(filter))) {
        return;
      }
    }
    outcome.passed();
  }

  private Verdict ask(Filter filter) {
    asking = true;
    Verdict verdict = filter.request(this);
    asking = false;
    if (verdict instanceof Verdict.Suspend && early != null) {
      verdict = early;
    }
    early = null;
    return verdict;
  }

  private boolean passes(Filter filter, Verdict verdict) {
    switch (verdict) {
      case Verdict.Continue _ -> {
        return true;
      }
      case Verdict.Suspend _ -> suspended = true;
      default -> outcome.decided(filter.name(), verdict);
    }
    return false;
  }

  @Override
  public void resume(Verdict verdict) {
    if (asking) {
      // It knew sooner than it thought.
      early = verdict;
    } else if (suspended) {
      suspended = false;
      try {
        if (passes(filters.get(next - 1), verdict)) {
          proceed();
        }
      } catch (RuntimeException fault) {
        outcome.broken(fault);
      }
    }
  }

  /** Nobody is waited for any more. */
  void close() {
    suspended = false;
    next = filters.size();
    if (requestPassage != null) {
      requestPassage.release();
    }
    if (responsePassage != null) {
      responsePassage.release();
    }
  }

  /* ---------------- What filters left behind ---------------- */

  void responding(ResponseHead head) {
    if (observer != null) {
      observer.response(head);
    }
    if (observers != null) {
      for (Observer other : observers) {
        other.response(head);
      }
    }
  }

  void ended() {
    if (observer != null) {
      observer.ended(flow);
    }
    if (observers != null) {
      for (Observer other : observers) {
        other.ended(flow);
      }
    }
  }

  /** The steps of the request's body, or null. */
  @Nullable Passage requestPassage() {
    return requestPassage;
  }

  /** The steps of the response's body, or null. */
  @Nullable Passage responsePassage() {
    return responsePassage;
  }

  /* ---------------- What filters see ---------------- */

  @Override
  public String id() {
    return flow.id();
  }

  @Override
  public Client client() {
    return peer;
  }

  @Override
  public RequestHead request() {
    return request;
  }

  @Override
  public Route route() {
    return route;
  }

  @Override
  public void route(Route changed) {
    route = changed;
  }

  @Override
  public void identity(String name) {
    flow.identity = name;
  }

  @Override
  public @Nullable String identity() {
    return flow.identity;
  }

  @Override
  public void note(String remark) {
    if (flow.notes == null) {
      flow.notes = new ArrayList<>(2);
    }
    flow.notes.add(remark);
  }

  @Override
  public void observe(Observer another) {
    if (observer == null) {
      observer = another;
      return;
    }
    if (observers == null) {
      observers = new ArrayList<>(4);
    }
    observers.add(another);
  }

  @Override
  public void requestBody(BodyStage stage) {
    if (requestPassage == null) {
      requestPassage = new Passage(stage, outcome.towardsUpstream());
    } else {
      requestPassage.add(stage);
    }
  }

  @Override
  public void responseBody(BodyStage stage) {
    if (responsePassage == null) {
      responsePassage = new Passage(stage, outcome.towardsClient());
    } else {
      responsePassage.add(stage);
    }
  }

  @Override
  public ScheduledExecutorService executor() {
    return executor;
  }
}
