using System.Text.RegularExpressions;

namespace GettingStarted;

/// <summary>docs/getting-started.md and the pages of the packages show what is compiled and run in the samples.</summary>
public sealed partial class PageTests
{
    [Theory]
    [InlineData("getting-started", "LineServer", "LineClient", "FramedServer", "Proxy", "FaultyEnd")]
    [InlineData("library", "FaultyEnd")]
    [InlineData("testing", "OverSocketsTests", "CalculatorTests")]
    public void The_page_shows_the_snippets_of_these_files(string page, params string[] files)
    {
        var shown = Block().Matches(Read(page)).Select(static block => block.Groups["code"].Value.Trim());
        var compiled = files.SelectMany(static file => Snippet().Matches(Read(file))).Select(static snippet => Outdented(snippet.Groups["code"].Value));

        Assert.Equal(compiled, shown);
    }

    private static string Read(string name)
    {
        using var reader = new StreamReader(typeof(PageTests).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    private static string Outdented(string code)
    {
        var lines = code.TrimEnd().Split('\n');
        var indent = lines.Where(static line => line.Length > 0).Min(static line => line.Length - line.TrimStart().Length);
        return string.Join('\n', lines.Select(line => line.Length > indent ? line[indent..] : "")).Trim();
    }

    [GeneratedRegex("^```csharp\n(?<code>.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Block();

    [GeneratedRegex("^ *// page: [^\n]*\n(?<code>.*?)^ *// end$", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Snippet();
}
