using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Words;

public sealed class MistakeTests
{
    [Theory]
    [InlineData("'serv' is not a command or option here; did you mean 'serve'?", "serv", "echo")]
    [InlineData("'reslove' is not a command or option here; did you mean 'resolve'?", "reslove", "localhost", "7")]
    [InlineData("there is no server 'ecoh', and no page of that name: did you mean 'echo'?", "serve", "ecoh")]
    [InlineData("'--lisen' is not a command or option here; did you mean '--listen'?", "serve", "echo", "--lisen", ":0")]
    [InlineData("'--dialekt' is not a command or option here; did you mean '--dialect'?", "talk", "localhost", "7", "--dialekt", "raw")]
    [InlineData("'--half-closed' is not a command or option here; did you mean '--half-close'?", "send", "localhost", "7", "--half-closed")]
    [InlineData("'xyzzy' is not a command or option here; see 'tincan --help'", "xyzzy")]
    [InlineData("'tincan serve' needs one of: welcome, reverse, echo, talk, names, resolver, book, or a page; see 'tincan serve --help'", "serve")]
    [InlineData("--dialect takes auto, lf, crlf, nul or raw, not 'lfcr'; see 'tincan talk --help'", "talk", "localhost", "7", "--dialect", "lfcr")]
    [InlineData("--deadline takes a time of at least 1ms: 200ms, 5s, 2m, 1h or none, not 'soon'; see 'tincan serve resolver --help'", "serve", "resolver", "--upstream", "a:1", "--deadline", "soon")]
    [InlineData("--upstream: 'a' has no port: write HOST:PORT; see 'tincan serve resolver --help'", "serve", "resolver", "--upstream", "a")]
    [InlineData("Option '--table' is required; see 'tincan serve names --help'", "serve", "names")]
    public async Task A_wrong_word_gets_one_line_with_what_is_right(string line, params string[] words) =>
        (await TincanCli.RunAsync(words)).FailedWith(2, line);

    [Theory]
    [InlineData("send")]
    [InlineData("reverse")]
    [InlineData("serve", "book")]
    [InlineData("lookup", "localhost", "7", "--idle-timeout")]
    [InlineData("lookup", "localhost", "7", "a@b", "--file", "c")]
    [InlineData]
    public async Task A_missing_word_gets_one_line(params string[] words)
    {
        var outcome = await TincanCli.RunAsync(words);
        Assert.Equal((2, ""), (outcome.Code, outcome.Text));
        Assert.StartsWith("tincan: ", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(outcome.Error.Length - 1, outcome.Error.IndexOf('\n', StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_program_with_the_name_of_a_command_says_so()
    {
        using var scratch = new Scratch();
        File.CreateSymbolicLink(scratch["serve"], Place.Program);
        await using var run = Running.Start(scratch["serve"], ["--version"]);
        var outcome = await run.ExitAsync();
        if (Place.Program == Place.PortableProgram)
        {
            // Its name is that of its assembly.
            Assert.Equal(0, outcome.Code);
            return;
        }

        outcome.FailedWith(2, "the program cannot run under the name of one of its commands: rename 'serve' to 'tincan'");
    }
}
