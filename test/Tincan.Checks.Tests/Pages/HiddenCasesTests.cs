using Tincan.Checks.Pages;
using Tincan.Pages;
using Tincan.Pages.Reading;
using Tincan.Parsing;

namespace Tincan.Checks.Tests.Pages;

/// <summary>Hidden cases in the suite of a page.</summary>
public sealed class HiddenCasesTests
{
    private const string Start = "```protocol\nframing lines\n```\n\n";

    [Fact]
    public void They_come_last()
    {
        var suite = Read($"{Start}{Case("secret", " hidden", "SECRET")}{Case("pings", "", "PING")}");

        Assert.Equal("test.server.pings", suite.Cases[0].Id);
        Assert.Equal(("test.server.secret", Visibility.Hidden), (suite.Cases[^1].Id, suite.Cases[^1].Visibility));
        Assert.Single(suite.Cases, static one => one.IsHidden);
    }

    /// <summary>A derived case names the message that it comes from.</summary>
    [Fact]
    public void No_visible_case_is_derived_from_them()
    {
        var suite = Read($"{Start}{Case("secret", " hidden", "SECRET")}{Case("pings", "", "PING")}");

        Assert.DoesNotContain(suite.Cases.SkipLast(1), static one => one.Requirement.Contains("SECRET", StringComparison.Ordinal));
        Assert.Contains(suite.Cases, static one => one.Requirement.Contains("'PING'", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_derived_from_them_is_hidden_too()
    {
        var suite = Read($"{Start}{Case("secret", " until=2026-12-24", "SECRET")}");

        Assert.True(suite.Cases.Count > 5);
        Assert.All(suite.Cases, static one => Assert.Equal((Visibility.Hidden, new DateOnly(2026, 12, 24)), (one.Visibility, one.HiddenUntil)));
    }

    private static string Case(string id, string attributes, string message) => $"## A {id} {{#{id}{attributes}}}\n\n```talk\nC: {message}\nS: PONG\n```\n\n";

    private static Suites.Suite Read(string text) => PageSuite.Of(PageReader.Read("test", new SourceText(Encoding.UTF8.GetBytes(text), "test.md")), Side.Server);
}
