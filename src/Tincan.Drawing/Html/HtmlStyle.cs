namespace Tincan.Drawing.Html;

/// <summary>What all pages and pictures that Tincan writes look like: dark or light, as the reader's system is.</summary>
public static class HtmlStyle
{
    /// <summary>Colours, for the start of a style sheet.</summary>
    public const string Colours = """
        :root {
          color-scheme: light dark;
          --paper: light-dark(#ffffff, #14171a);
          --ink: light-dark(#1d2329, #e3e7eb);
          --faint: light-dark(#5c6670, #98a3ad);
          --rule: light-dark(#c8ced4, #3a424a);
          --blue: light-dark(#0b57a4, #7db8f5);
          --green: light-dark(#1f6b2e, #86d193);
          --purple: light-dark(#7a3e9d, #cfa0ea);
          --orange: light-dark(#a33a00, #ffab78);
          --red: light-dark(#b3261e, #ff8f85);
        }

        """;

    /// <summary>Colours and type, for the start of a style sheet.</summary>
    public const string Common = Colours + """
        body { margin: 1.5rem; background: var(--paper); color: var(--ink); font: 15px/1.45 system-ui, sans-serif; }
        h1 { font-size: 1.2rem; }

        """;
}
