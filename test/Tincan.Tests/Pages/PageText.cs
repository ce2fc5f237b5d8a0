using Tincan.Pages;
using Tincan.Pages.Reading;
using Tincan.Parsing;

namespace Tincan.Tests.Pages;

/// <summary>Pages for tests.</summary>
internal static class PageText
{
    public static Page Read(string text) => PageReader.Read("test", new SourceText(Encoding.UTF8.GetBytes(text), "test.md"));

    /// <summary>A page with these rules, in lines.</summary>
    public static Page WithRules(string rules, string framing = "lines", string more = "") => Read(
        $"""
        # Test

        ```protocol
        framing {framing}
        {more}
        ```

        ```rules
        {rules}
        ```
        """);
}
