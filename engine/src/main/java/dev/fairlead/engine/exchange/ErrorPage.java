package dev.fairlead.engine.exchange;

/** The page that a person sees in a browser when a request ends here. */
final class ErrorPage {
  private ErrorPage() {}

  static String html(int status, String title, String message) {
    return """
    <!doctype html>
    <html lang="en">
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>%d %s</title>
    <style>
    :root{color-scheme:light dark;--ink:#16202c;--dim:#5b6b7d;--paper:#f6f8fa;--line:#d5dde5}
    @media(prefers-color-scheme:dark){:root{--ink:#e6edf3;--dim:#93a1b0;--paper:#0f151c;--line:#2a3542}}
    body{margin:0;min-height:100vh;display:grid;place-items:center;background:var(--paper);\
    color:var(--ink);font:16px/1.55 system-ui,sans-serif}
    main{max-width:34rem;padding:2rem;border-left:3px solid #2f81c7}
    h1{margin:0;font-size:3rem;font-weight:650;letter-spacing:-.02em}
    h2{margin:.1rem 0 1rem;font-size:1.1rem;font-weight:500;color:var(--dim)}
    p{margin:0;overflow-wrap:anywhere}
    footer{margin-top:1.6rem;font-size:.85rem;color:var(--dim)}
    </style>
    <main><h1>%d</h1><h2>%s</h2><p>%s</p><footer>Fairlead</footer></main>
    """
        .formatted(status, title, status, title, escape(message));
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
