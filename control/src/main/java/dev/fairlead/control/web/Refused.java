package dev.fairlead.control.web;

import org.jspecify.annotations.Nullable;

/** Ends a request with a problem, from wherever it is found. */
public final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public Refused(Problem problem) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  /** The same for a problem about one field. */
  public Refused(int status, @Nullable String field, String detail, String remedy) {
    this(Problem.of(status, field, detail, remedy));
  }

  public Problem problem() {
    return problem;
  }
}
