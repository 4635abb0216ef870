package dev.fairlead.engine.exchange;

import dev.fairlead.engine.message.Failure;

/**
 * The page that a person sees in a browser when a request ends here: what happened, in a sentence,
 * and on which of the three stations. It loads nothing and runs nothing.
 */
final class ErrorPage {
  /** What the page may do; its own style is all it has. */
  static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none';"
          + " form-action 'none'; frame-ancestors 'none'";

  private ErrorPage() {}

  static String html(Failure failure, String title) {
    boolean beyond = failure.kind().side() == Failure.Side.UPSTREAM;
    return PAGE.replace("@status@", Integer.toString(failure.status()))
        .replace("@title@", escape(title))
        .replace("@here@", beyond ? "ok" : "stop")
        .replace("@there@", beyond ? "stop" : "none")
        .replace("@hint@", hint(failure))
        // Last, because it is the only part that others have a say in.
        .replace("@message@", escape(failure.message()));
  }

  private static String hint(Failure failure) {
    return switch (failure.kind()) {
      case DENIED, DESTINATION_DENIED ->
          "A rule of this proxy does not allow the request. If you need it, tell whoever runs the"
              + " proxy the sentence above.";
      case PROXY_AUTHENTICATION ->
          "This proxy wants to know who you are before it passes anything on.";
      case OVERLOADED, DRAINING, RATE_LIMITED, NO_TARGET -> "This passes. Try again in a moment.";
      default ->
          switch (failure.kind().side()) {
            case CLIENT -> "The request did not go any further.";
            case OURS -> "The fault is this proxy's. Its log has the details.";
            case UPSTREAM -> "This proxy works; what lies behind it did not answer as it should.";
          };
    };
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width,initial-scale=1">
      <meta name="robots" content="noindex">
      <link rel="icon" href="data:,">
      <title>@status@ @title@</title>
      <style>
      :root{color-scheme:light dark;--ink:#16202c;--dim:#55657a;--paper:#eef2f6;--card:#fff;\
      --line:#d3dce5;--good:#1f7a54;--bad:#b3372c;--tint:#fbeae8}
      @media(prefers-color-scheme:dark){:root{--ink:#e6edf3;--dim:#9aa8b7;--paper:#0d131a;\
      --card:#151d27;--line:#2b3744;--good:#4cc38a;--bad:#ff8b80;--tint:#34191a}}
      *{box-sizing:border-box}
      body{margin:0;min-height:100vh;display:grid;place-items:center;padding:1.5rem;\
      background:var(--paper);color:var(--ink);font:1rem/1.6 system-ui,sans-serif}
      main{width:100%;max-width:36rem;padding:2.2rem 2.4rem 1.6rem;background:var(--card);\
      border:1px solid var(--line);border-radius:14px}
      h1{margin:0;font-size:1.5rem;line-height:1.25;font-weight:650;letter-spacing:-.01em}
      h1 b{margin-right:.6rem;padding:.1rem .55rem;border-radius:8px;background:var(--tint);\
      color:var(--bad);font-weight:650;font-variant-numeric:tabular-nums}
      p{margin:1.1rem 0 0;font-size:1.05rem;overflow-wrap:anywhere}
      .hint{margin-top:.6rem;font-size:.95rem;color:var(--dim)}
      ol{display:flex;list-style:none;margin:2rem 0 0;padding:0;font-size:.85rem;color:var(--dim)}
      li{position:relative;flex:1;padding-top:1.7rem;text-align:center}
      li::before{content:"";position:absolute;top:.1rem;left:50%;width:1rem;height:1rem;\
      margin-left:-.5rem;border:2px solid var(--line);border-radius:50%;background:var(--card)}
      li+li::after{content:"";position:absolute;top:.55rem;right:calc(50% + .8rem);\
      width:calc(100% - 1.6rem);height:2px;background:var(--line)}
      .ok::before{border-color:var(--good);background:var(--good)}
      li+.ok::after{background:var(--good)}
      .stop{color:var(--bad);font-weight:600}
      .stop::before{content:"\\00d7";border-color:var(--bad);background:var(--bad);\
      color:var(--card);font:700 .95rem/.75rem system-ui,sans-serif}
      li+.stop::after{background:var(--good)}
      .stop:last-child::after{background:var(--bad)}
      footer{margin-top:1.8rem;padding-top:1rem;border-top:1px solid var(--line);\
      font-size:.8rem;color:var(--dim)}
      </style>
      <main>
      <h1><b>@status@</b>@title@</h1>
      <p>@message@</p>
      <p class="hint">@hint@</p>
      <ol><li class="ok">Your browser</li><li class="@here@">Proxy</li>\
      <li class="@there@">Destination</li></ol>
      <footer>Answered by Fairlead</footer>
      </main>
      """;
}
