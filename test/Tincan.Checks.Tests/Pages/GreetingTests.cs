using Tincan.Checks.Pages;
using Tincan.Mutants.Programs;
using Tincan.Pages;
using Tincan.Pages.Reading;
using Tincan.Pages.Serving;
using Tincan.Parsing;

namespace Tincan.Checks.Tests.Pages;

/// <summary>Derived cases of a server that should greet, and does not, or with something else.</summary>
public sealed class GreetingTests
{
    private const string Text =
        """
        # Test

        ```protocol
        framing lines
        ```

        ```rules
        on connect    send 220 ready
        on NOOP       send 250 done
        ```

        ## It greets {#greets}

        ```talk
        S: /220 .*/
        C: NOOP
        S: 250 …
        ```
        """;

    /// <summary>What another case judges may be missing; the conversation goes on, and nothing is made up about its end.</summary>
    [Theory]
    [InlineData("after-reset")]
    [InlineData("concurrent")]
    [InlineData("starts-again")]
    public void A_server_that_does_not_greet_is_not_said_to_reset(string id) =>
        Assert.Equal(FailureKind.NoAnswer, Failure(id, Text.Replace("on connect    send 220 ready\n", "", StringComparison.Ordinal).Replace("S: /220 .*/\n", "", StringComparison.Ordinal)));

    /// <summary>A greeting that is wrong was not meant for the other client.</summary>
    [Fact]
    public void A_wrong_greeting_is_not_the_answer_to_another_client() =>
        Assert.Equal(FailureKind.WrongBytes, Failure("own-answers", Text.Replace("220", "200", StringComparison.Ordinal)));

    private static FailureKind? Failure(string id, string served)
    {
        var suite = PageSuite.Of(Read(Text), Side.Server);
        var target = new HostedServer(_ => new PageServer(Read(served), new Dictionary<string, string>()));
        return Bench.Run(suite, target, new CheckOptions(), suite.Cases.Single(one => one.Id == $"test.server.{id}"))[0].Failure?.Kind;
    }

    private static Page Read(string text) => PageReader.Read("test", new SourceText(Encoding.UTF8.GetBytes(text), "test.md"));
}
